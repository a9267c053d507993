// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/requests/checks.h"
#include "client/requests/requestfolder.h"
#include "client/requests/sender.h"

#include <QObject>

namespace Requests {

/// How a request went.
struct Report
{
    QString file; ///< The name in the folder.
    int index = 0; ///< In that file.
    int line = 0; ///< From 1.
    QString label;
    QString error = {}; ///< Why there is no answer; empty: there is one.
    Outgoing sent = {};
    Answer answer = {};
    QList<Check::Outcome> checks = {}; ///< With those values that could not be taken.
    QByteArrayList taken = {}; ///< The names of the values that were taken out of the answer.

    bool hasPassed() const;
};

/// Sends requests one after the other, takes values out of their answers, and checks them. A file
/// that a body names is read when its turn comes. Thread: that of the event loop which makes it.
class Runner final : public QObject
{
    Q_OBJECT

public:
    /// What is sent: the request @a index of the file @a text that is called @a file.
    struct Step
    {
        QString file;
        QByteArray text;
        int index = 0;
    };

    /// Of all files of a run, and of all bodies that its reports have: later ones come without.
    static constexpr qsizetype MostBytes = 256 * 1024 * 1024;

    /// @p folder and @p sender outlive this.
    Runner(const RequestFolder &folder, Sender &sender, Variables variables, QObject *parent);

    /// The steps of the files @p names: all their requests, in order.
    /// @errors as those of RequestFolder::read(); BadInput: the files have more than MostBytes.
    static Result<QList<Step>> stepsOf(const RequestFolder &folder, const QStringList &names);

    /// Sends @p steps, and tells of each; then finished() follows, never within this call.
    /// @pre isRunning() is false.
    void run(const QList<Step> &steps);
    /// Ends the request under way and sends none after it; finished() follows.
    void cancel();
    bool isRunning() const { return m_isRunning; }

    /// With what the answers gave.
    const Variables &variables() const { return m_variables; }
    Variables &variables() { return m_variables; }

signals:
    void started(const QString &file, int index);
    void reported(const Requests::Report &report);
    void finished();

private:
    void goOn();
    void next();
    const RequestFile &fileOf(const Step &step);
    void take(Report report, const Request &request, const Result<Answer> &answer);

    const RequestFolder &m_folder;
    Sender &m_sender;
    Variables m_variables;
    QList<Step> m_steps; ///< Those to come.
    QByteArray m_text; ///< Of the file under way.
    RequestFile m_file; ///< The same as it was read: a file may have 100,000 requests.
    qsizetype m_bytes = 0; ///< Of the bodies in the reports of this run.
    bool m_isRunning = false;
    int m_run = 0; ///< Counts runs, so that an answer to one before is not taken.
};

} // namespace Requests
