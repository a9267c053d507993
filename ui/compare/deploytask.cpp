// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/deploytask.h"

#include "client/routes.h"
#include "ui/compare/deploymentbody.h"
#include "ui/compare/differencemodel.h"
#include "ui/widgets/ask.h"

#include <algorithm>

namespace {

constexpr qsizetype MostListed = 12; ///< Changes that a question names one by one.

/// The names of the fields that the documents in @p misfits do not fit.
QStringList fieldsIn(const Json::Value &misfits)
{
    QStringList names;
    for (const Json::Value &document : misfits.value("documents").items()) {
        for (const Json::Value &fault : document.value("list").items()) {
            const QString name = fault.value("field").toString();
            if (!names.contains(name))
                names.append(name);
        }
    }
    return names;
}

} // namespace

void DeployTask::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    emit busyChanged();
}

/// A client that is closed answers no more.
void DeployTask::giveUp()
{
    setBusy(false);
}

void DeployTask::begin(const CompareSide &source, const CompareSide &target,
                       const StoredParts &targetParts, const QList<Difference> &chosen)
{
    if (m_isBusy || !target.isOpen() || chosen.isEmpty())
        return;
    m_sourceName = source.name;
    m_target = target;
    m_chosen = chosen;
    m_body = deploymentBody(targetParts, chosen);
    connect(target.client, &QObject::destroyed, this, &DeployTask::giveUp, Qt::UniqueConnection);
    setBusy(true);
    target.client->request("POST", Routes::deploymentCheck(), m_body)
        .then(this, [this](const Client::Reply &reply) {
            setBusy(false);
            if (reply.isOk())
                return ask(reply);
            refuse(reply, tr("Nothing was deployed to %1.").arg(m_target.name));
        });
}

/// The label of a part in messages. A job is labelled by its description where that is known.
QString DeployTask::label(const QString &kind, const QString &name) const
{
    using Kind = Difference::Kind;
    const auto kinds = {Kind::Collection, Kind::Codehook, Kind::Module, Kind::Job};
    const auto found = std::find_if(kinds.begin(), kinds.end(), [&kind](Kind each) {
        return Comparison::partKind(each) == kind;
    });
    if (found == kinds.end())
        return tr("Settings");
    Difference part;
    part.kind = *found;
    part.name = part.kind == Kind::Module ? QStringLiteral("lib/") + name : name;
    for (const Difference &each : m_chosen) {
        if (each.kind == part.kind && each.part == name)
            part.name = each.name;
    }
    return DifferenceModel::kindText(part) + QLatin1Char(' ') + part.name;
}

/// Passes on what the server says of single parts, and gives all of it as lines.
QString DeployTask::takeRemarks(const Json::Value &remarks)
{
    QStringList lines;
    for (const Json::Value &each : remarks.items()) {
        const QString kind = each.value("kind").toString();
        const QString name = each.value("name").toString();
        const int misfits = int(each.value("misfits").value("count").toInteger());
        const int warnings = int(each.value("warnings").items().size());
        QStringList texts;
        if (misfits > 0)
            texts.append(tr("%n document(s) do not fit the fields", nullptr, misfits));
        if (warnings > 0)
            texts.append(tr("%n warning(s) of the compiler", nullptr, warnings));
        const QString text = texts.join(QStringLiteral(", "));
        emit remarked(kind, name, fieldsIn(each.value("misfits")), text);
        lines.append(QStringLiteral("%1: %2").arg(label(kind, name), text));
    }
    return lines.join(QLatin1Char('\n'));
}

QString DeployTask::textOf(Difference::Change change)
{
    switch (change) {
    case Difference::Change::New:
        return tr("%1 is new");
    case Difference::Change::Changed:
        return tr("%1 is changed");
    case Difference::Change::Removed:
        break;
    }
    return tr("%1 is removed");
}

QString DeployTask::question(const QString &remarks) const
{
    QStringList lines;
    for (const Difference &each : m_chosen.first(std::min(MostListed, m_chosen.size()))) {
        const QString what = DifferenceModel::kindText(each) + QLatin1Char(' ') + each.name;
        lines.append(QStringLiteral("•  ") + textOf(each.change).arg(what));
    }
    if (m_chosen.size() > MostListed)
        lines.append(tr("and %n more", nullptr, int(m_chosen.size() - MostListed)));
    QStringList parts = {
        tr("These changes go from %1 to %2 in one step. If one is refused, none is made.")
            .arg(m_sourceName, m_target.name),
        lines.join(QLatin1Char('\n'))};
    if (!remarks.isEmpty())
        parts.append(remarks + QLatin1Char('\n') + tr("You can deploy anyway."));
    return parts.join(QStringLiteral("\n\n"));
}

/// A production server, and what is removed, take more than Enter.
void DeployTask::ask(const Client::Reply &checked)
{
    const auto answer = checked.json();
    const QString text = question(takeRemarks(answer.root().value("remarks")));
    if (!m_target.isOpen())
        return;
    const int count = int(m_chosen.size());
    const QString title = tr("Deploy %n change(s) to %1?", nullptr, count).arg(m_target.name);
    const QString accept = tr("Deploy to %1").arg(m_target.name);
    const bool removes = std::any_of(m_chosen.begin(), m_chosen.end(), [](const Difference &each) {
        return each.change == Difference::Change::Removed;
    });
    const QPointer<DeployTask> self(this);
    const auto agreed = [self] {
        if (self)
            self->carryOut();
    };
    if (removes || m_target.isProduction)
        Ask::toDestroy(m_target.place, {title, text, accept}, agreed);
    else
        Ask::toConfirm(m_target.place, title, text, accept, agreed);
}

void DeployTask::carryOut()
{
    if (m_isBusy || !m_target.isOpen())
        return;
    setBusy(true);
    const QByteArray note = "message=" + ("From " + m_sourceName.toUtf8()).toPercentEncoding();
    m_target.client->request("PATCH", Routes::deployment(), m_body, note)
        .then(this, [this](const Client::Reply &reply) {
            setBusy(false);
            if (!reply.isOk())
                return refuse(reply, tr("Nothing was deployed to %1.").arg(m_target.name));
            m_undo = reply.json().root().value("undo").toJson();
            m_undoTarget = m_target;
            m_undoIdentity = m_target.client ? m_target.client->identity() : QString();
            emit deployed(int(m_chosen.size()));
        });
}

void DeployTask::findTarget(const QList<CompareSide> &open)
{
    m_undoTarget = {};
    for (const CompareSide &each : open) {
        if (each.client && each.client->identity() == m_undoIdentity)
            m_undoTarget = each;
    }
}

QByteArray DeployTask::draft() const
{
    if (m_undo.isEmpty())
        return {};
    return Json::ObjectWriter().text("target", m_undoIdentity).raw("undo", m_undo).take();
}

void DeployTask::restore(const QByteArray &draft)
{
    const auto kept = Json::Document::parse(draft);
    const auto undo = kept ? kept->root().find("undo") : std::nullopt;
    if (!undo)
        return;
    m_undo = undo->toJson();
    m_undoIdentity = kept->root().value("target").toString();
}

void DeployTask::undo()
{
    if (!canUndo() || m_isBusy)
        return;
    if (!m_undoTarget.isProduction)
        return sendUndo();
    const QPointer<DeployTask> self(this);
    Ask::toDestroy(
        m_undoTarget.place,
        {tr("Undo the deployment?"),
         tr("%1 goes back to its state before the deployment, in one step.").arg(m_undoTarget.name),
         tr("Undo")},
        [self] {
            if (self)
                self->sendUndo();
        });
}

void DeployTask::sendUndo()
{
    if (!canUndo())
        return;
    setBusy(true);
    m_undoTarget.client->request("PATCH", Routes::deployment(), m_undo, "message=Undo")
        .then(this, [this](const Client::Reply &reply) {
            setBusy(false);
            if (!reply.isOk())
                return refuse(reply, tr("The deployment was not undone."));
            m_undo.clear();
            emit undone();
        });
}

void DeployTask::refuse(const Client::Reply &reply, const QString &before)
{
    QStringList lines = {before};
    const auto body = reply.json();
    for (const Json::Value &fault : body.root().value("list").items()) {
        const QString kind = fault.value("kind").toString();
        const QString name = fault.value("name").toString();
        const QString text = fault.value("message").toString();
        emit remarked(kind, name, {}, text);
        lines.append(QStringLiteral("%1: %2").arg(label(kind, name), text));
    }
    if (lines.size() == 1)
        lines.append(reply.message());
    if (reply.isOvertaken())
        lines.append(tr("Refresh to see what differs now."));
    emit refused(lines.join(QLatin1Char('\n')));
}
