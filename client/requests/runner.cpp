// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/runner.h"

#include "client/requests/prepare.h"
#include "client/requests/texts.h"

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
    qsizetype bytes = 0;
    for (const QString &name : names) {
        const auto text = folder.read(name);
        if (!text)
            return failure(text);
        bytes += text->size();
        if (bytes > MostBytes)
            return badInput(RequestTexts::tr("The files of %1 have more than %2 MiB.")
                                .arg(folder.path())
                                .arg(MostBytes / 1024 / 1024));
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
    m_text = {};
    m_bytes = 0;
    ++m_run;
    goOn();
}

void Runner::cancel()
{
    if (!m_isRunning)
        return;
    ++m_run;
    m_steps.clear();
    m_sender.cancel();
    goOn();
}

/// In a later turn of the event loop, unless the run was cancelled until then.
void Runner::goOn()
{
    QMetaObject::invokeMethod(
        this,
        [this, run = m_run] {
            if (run == m_run)
                next();
        },
        Qt::QueuedConnection);
}

const RequestFile &Runner::fileOf(const Step &step)
{
    if (m_text.isNull() || m_text.constData() != step.text.constData()) {
        m_text = step.text;
        m_file = RequestFile::parse(step.text);
        m_variables.setFile(m_file.variables());
    }
    return m_file;
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
    const RequestFile &file = fileOf(step);
    if (step.index >= file.requests().size())
        return goOn();
    const Request request = file.requests()[step.index];
    emit started(step.file, step.index);
    Report report{step.file, step.index, request.line, request.label()};
    const auto outgoing = prepare(request, m_variables, [&](const QString &path) {
        return m_folder.readBeside(step.file, path);
    });
    if (!outgoing) {
        report.error = outgoing.error().message;
        emit reported(report);
        return goOn();
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
            // What was expected stands in reports, so it cannot be the key.
            Check::Outcome outcome = check->run(*answer, m_variables.withoutKey());
            outcome.line = each.line;
            report.checks.append(outcome);
        } else if (each.name == "set") {
            const auto taking = Taking::parse(each.value);
            const auto found = taking ? valueAt(*answer, taking->path)
                                      : Result<std::optional<Found>>(failure(taking));
            if (!found || !*found) {
                fail(found ? RequestTexts::tr("There is no %1 in the response.")
                                 .arg(QString::fromUtf8(taking->path))
                           : found.error().message);
                continue;
            }
            m_variables.set(taking->name, (*found)->text);
            report.taken.append(taking->name);
        }
    }
    m_bytes += report.sent.body.size() + report.answer.body.size();
    if (m_bytes > MostBytes) {
        report.sent.body.clear();
        report.answer.body.clear();
        report.answer.isCut = true;
    }
    emit reported(report);
    next();
}

} // namespace Requests
