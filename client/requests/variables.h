// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/requests/answer.h"

#include <QDateTime>
#include <QHash>

#include <functional>
#include <optional>
#include <utility>

namespace Requests {

using Values = QHash<QByteArray, QByteArray>;

/// Gives `{{name}}` its value. What has one name is looked for in this order: values that were
/// taken out of answers, variables of the file, those of the environment, those of the connection.
/// Names that begin with `$` are made anew each time, and `{{login.response.body.token}}` is of the
/// answer to the request with `# @name login`. Source:
/// https://github.com/Huachao/vscode-restclient, "Variables";
/// https://www.jetbrains.com/help/idea/http-client-variables.html.
/// Thread: one at a time.
class Variables
{
public:
    /// Where values come from that differ each time; a test sets others.
    struct Sources
    {
        std::function<QDateTime()> now = [] { return QDateTime::currentDateTimeUtc(); };
        /// A random number from 0 below its argument, which is at least 1.
        std::function<quint64(quint64)> random;
        /// A variable of the process, for `{{$processEnv NAME}}`; nothing: it has none of the name.
        /// Empty: these are not given away.
        std::function<std::optional<QByteArray>(const QByteArray &)> process = {};
    };

    Variables();
    explicit Variables(Sources sources);

    /// Those of the chosen environment.
    void setEnvironment(const Values &values) { m_environment = values; }
    /// `{{base}}` and `{{key}}`, where nothing else has these names. An empty key is none.
    void setConnection(const QByteArray &base, const QByteArray &key);
    /// The same without the key of the connection, for what goes to another server.
    Variables withoutKey() const;
    /// The address of the connection; empty: there is none.
    QByteArray base() const { return m_connection.value("base"); }
    /// Those of the file whose requests are sent now.
    void setFile(const QList<FileVariable> &variables);
    /// Keeps what a request has taken out of its answer.
    void set(const QByteArray &name, const QByteArray &value) { m_taken.insert(name, value); }
    /// Keeps what the request @p name sent and got, but not the key of the connection. Of more than
    /// 256 MiB those that came first are forgotten.
    void setAnswer(const QByteArray &name, const Outgoing &request, const Answer &answer);
    /// What requests have taken out of their answers.
    const Values &taken() const { return m_taken; }

    /// @p text with all its variables.
    /// @errors BadInput names the variable that has no value.
    Result<QByteArray> expand(QByteArrayView text) const;
    /// The value of what stands between two pairs of braces; @errors as those of expand().
    Result<QByteArray> valueOf(QByteArrayView expression) const;
    /// Whether the key of the connection was a part of what was expanded since this was asked last.
    bool takeKeyUse() const { return std::exchange(m_isKeyUsed, false); }
    /// Whether there is a variable @p name.
    bool isKnown(const QByteArray &name) const;

private:
    struct Exchange
    {
        Outgoing request;
        Answer answer;
        int number = 0; ///< The later, the higher.

        qsizetype bytes() const { return request.body.size() + answer.body.size(); }
    };

    /// What is left of the work that one text may cause: variables may be made of each other.
    struct Budget
    {
        int left; ///< So many variables.
        int depth = 0; ///< Variables that are being given their value, each within the one before.
    };

    Result<QByteArray> expand(QByteArrayView text, Budget &budget) const;
    Result<QByteArray> valueOf(QByteArrayView expression, Budget &budget) const;
    Result<QByteArray> dynamicValue(QByteArrayView expression) const;
    Result<QByteArray> answerValue(const QByteArray &name, QByteArrayView rest) const;
    std::optional<QByteArray> plainValue(const QByteArray &name) const;
    std::optional<QByteArray> timeValue(const QByteArrayList &words) const;
    std::optional<QByteArray> randomValue(const QByteArray &name,
                                          const QByteArrayList &arguments) const;
    QByteArray randomText(QByteArrayView letters, qsizetype length) const;

    Sources m_sources;
    Values m_taken;
    Values m_file;
    Values m_environment;
    Values m_connection;
    QHash<QByteArray, Exchange> m_answers;
    qsizetype m_keptBytes = 0; ///< Of all their bodies.
    int m_lastAnswer = 0;
    mutable bool m_isKeyUsed = false;
};

/// The names between braces in @p text, each once, in their order.
QByteArrayList variablesIn(QByteArrayView text);

} // namespace Requests
