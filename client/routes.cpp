// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/routes.h"

namespace Routes {

namespace {

constexpr char Rest[] = "/rest/";
constexpr char Administration[] = "/admin/v1/";

QByteArray administration(const char *resource)
{
    return QByteArray(Administration) + resource;
}

QByteArray job(const Segment &id)
{
    return jobs() + '/' + id.encoded();
}

} // namespace

Segment::Segment(const QString &name)
    : m_encoded(name.toUtf8().toPercentEncoding())
{
}

Segment::Segment(const QByteArray &name)
    : m_encoded(name.toPercentEncoding())
{
}

Segment::Segment(const char *name)
    : Segment(QByteArray(name))
{
}

QByteArray documents(const Segment &collection)
{
    return Rest + collection.encoded();
}

QByteArray chosenDocuments(const Segment &collection)
{
    return documents(collection) + "/*";
}

QByteArray document(const Segment &collection, const Segment &id)
{
    return documents(collection) + '/' + id.encoded();
}

QByteArray nodes()
{
    return administration("nodes");
}

QByteArray collections()
{
    return administration("collections");
}

QByteArray collection(const Segment &name)
{
    return collections() + '/' + name.encoded();
}

QByteArray fields(const Segment &collection)
{
    return Routes::collection(collection) + "/fields";
}

QByteArray indexes(const Segment &collection)
{
    return Routes::collection(collection) + "/indexes";
}

QByteArray dependents(const Segment &collection)
{
    return Routes::collection(collection) + "/dependents";
}

QByteArray rename(const Segment &collection)
{
    return Routes::collection(collection) + "/rename";
}

QByteArray storedDocuments(const Segment &collection)
{
    return Routes::collection(collection) + "/stored-documents";
}

QByteArray restoredDocuments(const Segment &collection)
{
    return Routes::collection(collection) + "/restore-documents";
}

QByteArray codehook(const Segment &collection)
{
    return Routes::collection(collection) + "/codehook";
}

QByteArray codehookTest(const Segment &collection)
{
    return codehook(collection) + "/test";
}

QByteArray codehookRecord(const Segment &collection)
{
    return codehook(collection) + "/record";
}

QByteArray codehooks()
{
    return administration("codehooks");
}

QByteArray modules()
{
    return administration("modules");
}

QByteArray module(const Segment &name)
{
    return modules() + '/' + name.encoded();
}

QByteArray jobs()
{
    return administration("jobs");
}

QByteArray jobScript(const Segment &id)
{
    return job(id) + "/script";
}

QByteArray jobRun(const Segment &id)
{
    return job(id) + "/run";
}

QByteArray jobStop(const Segment &id)
{
    return job(id) + "/stop";
}

QByteArray scriptVersions(const QByteArray &script)
{
    return script + "/versions";
}

QByteArray scriptVersion(const QByteArray &script, int version)
{
    return scriptVersions(script) + '/' + QByteArray::number(version);
}

QByteArray scriptRestore(const QByteArray &script, int version)
{
    return scriptVersion(script, version) + "/restore";
}

QByteArray scriptEnable(const QByteArray &script)
{
    return script + "/enable";
}

QByteArray scriptDisable(const QByteArray &script)
{
    return script + "/disable";
}

QByteArray draftCheck()
{
    return administration("drafts/check");
}

QByteArray draftNames()
{
    return administration("drafts/names");
}

QByteArray draftFormat()
{
    return administration("drafts/format");
}

QByteArray deployment()
{
    return administration("deployment");
}

QByteArray deploymentCheck()
{
    return deployment() + "/check";
}

QByteArray keys()
{
    return administration("keys");
}

QByteArray key(const Segment &id)
{
    return keys() + '/' + id.encoded();
}

QByteArray settings()
{
    return administration("settings");
}

QByteArray inspector()
{
    return administration("inspector");
}

QByteArray inspectorRows()
{
    return inspector() + "/rows";
}

QByteArray inspectorExport()
{
    return inspector() + "/export";
}

QByteArray inspectorStatistics()
{
    return inspector() + "/statistics";
}

QByteArray inspectorStream()
{
    return inspector() + "/stream";
}

QByteArray changes()
{
    return QByteArrayLiteral("/admin/v1/changes");
}

QByteArray requests()
{
    return administration("requests");
}

bool isOfDocuments(QByteArrayView path)
{
    return path.startsWith(Rest);
}

bool isOfDrafts(QByteArrayView path)
{
    return path.startsWith(Administration)
        && path.sliced(sizeof Administration - 1).startsWith("drafts/");
}

} // namespace Routes
