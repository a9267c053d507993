// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/runner.h"

#include "client/requests/prepare.h"

#include <algorithm>

namespace Requests {

bool Report::hasPassed() const
{
    return error.isEmpty()
        && std::all_of(checks.begin(), checks.end(),
                       [](const Check::Outcome &each) { return each.hasPassed; });
}

Runner::Runner(const RequestFolder &folder, Sender &sender, Variables variables, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
    , m_sender(sender)
    , m_variables(std::move(variables))
{
}

Result<QList<Runner::Step>> Runner::stepsOf(const RequestFolder &folder, const QStringList &names)
{
    QList<Step> steps;
    for (const QString &name : names) {
        const auto text = folder.read(name);
        if (!text)
            return failure(text);
        const qsizetype count = RequestFile::parse(*text).requests().size();
        for (int i = 0; i < count; ++i)
            steps.append({name, *text, i});
    }
    return steps;
}

void Runner::run(const QList<Step> &steps)
{
    Q_ASSERT(!m_isRunning);
    m_steps = steps;
    m_isRunning = true;
    ++m_run;
    QMetaObject::invokeMethod(this, &Runner::next, Qt::QueuedConnection);
}

void Runner::cancel()
{
    if (!m_isRunning)
        return;
    ++m_run;
    m_steps.clear();
    m_sender.cancel();
    QMetaObject::invokeMethod(this, &Runner::next, Qt::QueuedConnection);
}

void Runner::next()
{
    if (!m_isRunning)
        return;
    if (m_steps.isEmpty()) {
        m_isRunning = false;
        emit finished();
        return;
    }
    const Step step = m_steps.takeFirst();
    const RequestFile file = RequestFile::parse(step.text);
    if (step.index >= file.requests().size())
        return next();
    const Request request = file.requests()[step.index];
    m_variables.setFile(file.variables());
    emit started(step.file, step.index);
    Report report{step.file, step.index, request.line, request.label()};
    const auto outgoing = prepare(request, m_variables, [&](const QString &path) {
        return m_folder.readBeside(step.file, path);
    });
    if (!outgoing) {
        report.error = outgoing.error().message;
        emit reported(report);
        QMetaObject::invokeMethod(this, &Runner::next, Qt::QueuedConnection);
        return;
    }
    report.sent = *outgoing;
    m_sender.send(*outgoing, [this, report, request, run = m_run](const Result<Answer> &answer) {
        if (run == m_run)
            take(report, request, answer);
    });
}

void Runner::take(Report report, const Request &request, const Result<Answer> &answer)
{
    if (!answer) {
        report.error = answer.error().message;
        emit reported(report);
        return next();
    }
    report.answer = *answer;
    if (!request.name().isEmpty())
        m_variables.setAnswer(request.name(), report.sent, *answer);
    for (const Directive &each : request.directives) {
        const auto fail = [&](const QString &message) {
            report.checks.append(
                {false, QString::fromUtf8('@' + each.name + ' ' + each.value), message, each.line});
        };
        if (each.name == "check") {
            const auto check = Check::parse(each.value);
            if (!check) {
                fail(check.error().message);
                continue;
            }
            Check::Outcome outcome = check->run(*answer, m_variables);
            outcome.line = each.line;
            report.checks.append(outcome);
        } else if (each.name == "set") {
            const auto taking = Taking::parse(each.value);
            const auto found = taking ? valueAt(*answer, taking->path)
                                      : Result<std::optional<Found>>(failure(taking));
            if (!found || !*found) {
                fail(found ? QStringLiteral("There is no %1 in the response.")
                                 .arg(QString::fromUtf8(taking->path))
                           : found.error().message);
                continue;
            }
            m_variables.set(taking->name, (*found)->text);
            report.taken.append(taking->name);
        }
    }
    emit reported(report);
    next();
}

} // namespace Requests
