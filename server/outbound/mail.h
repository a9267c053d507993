// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"
#include "server/core/result.h"
#include "server/model/settings.h"

#include <QByteArray>
#include <QObject>
#include <QProcess>

#include <chrono>
#include <functional>

namespace Outbound {

/// A mail as a hook described it. A value; any thread.
struct Mail
{
    QByteArrayList to;
    QByteArrayList cc;
    QByteArrayList bcc;
    QByteArray replyTo;
    QByteArray from; ///< Empty: that of the settings.
    QByteArray senderName;
    QByteArray subject;
    QByteArray html;
    QByteArray text;
    QByteArray company; ///< Kept in `email_outbound`, as in the classic service.

    /// Reads to (a text, with commas, or an array), cc, bcc, replyto, from, sendername, subject,
    /// html, text and company. @errors BadInput, naming the option.
    static Result<Mail> fromOptions(const Json::Value &options);

    /// What `hookdesk-mailer` takes on its standard input: this mail and the server that
    /// @p settings name.
    /// @errors BadInput: the settings name no server or no sender.
    Result<QByteArray> toJob(const Model::Settings::Mail &settings,
                             std::chrono::milliseconds timeout) const;
    /// The document that is kept in `email_outbound`. @p error is empty for a mail that was sent.
    QByteArray toDocument(const Model::Settings::Mail &settings, const QString &error) const;
};

/// One mail on its way: runs `hookdesk-mailer`, a program of its own that blocks while it waits for
/// the mail server. Deletes itself after the answer. Thread: the one it was made in.
class MailProcess final : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<void(Result<Done>)>;

    MailProcess(const QByteArray &job, std::chrono::milliseconds timeout, Answer answer);
    /// Ends the program; the answer is not given any more.
    ~MailProcess() override;

private:
    void finish();

    QProcess m_process;
    Answer m_answer;
};

} // namespace Outbound
