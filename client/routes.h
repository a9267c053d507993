// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

/// The paths of the server's routes, as Client::request() takes them: percent-encoded, without a
/// query. The one place of the window that spells them; `server/api` says what they do.
namespace Routes {

/// A name or an id within a path, which may hold any character.
class Segment
{
public:
    // Implicit, because a path is made of names. Bytes are UTF-8.
    Segment(const QString &name);
    Segment(const QByteArray &name);
    Segment(const char *name);

    const QByteArray &encoded() const { return m_encoded; }

private:
    QByteArray m_encoded;
};

/// The collections of the server's own that the window reads as it reads others.
inline constexpr char JobCollection[] = "system_jobs";
inline constexpr char LogCollection[] = "system_log";

/// The documents of a collection: `/rest/people`.
QByteArray documents(const Segment &collection);
/// Those that the parameter `q` names, where no id does: `/rest/people/*`.
QByteArray chosenDocuments(const Segment &collection);
QByteArray document(const Segment &collection, const Segment &id);

QByteArray collections();
QByteArray nodes();
/// A collection's definition.
QByteArray collection(const Segment &name);
/// The fields that its documents have.
QByteArray fields(const Segment &collection);
/// Its indexes with their sizes.
QByteArray indexes(const Segment &collection);
/// What names it, and would not work without it.
QByteArray dependents(const Segment &collection);
QByteArray rename(const Segment &collection);
/// Documents as they are stored, read without hooks.
QByteArray storedDocuments(const Segment &collection);
/// Puts documents back as they were, without hooks.
QByteArray restoredDocuments(const Segment &collection);
/// The script of its hooks.
QByteArray codehook(const Segment &collection);
/// Runs a draft against a request, and keeps nothing of it.
QByteArray codehookTest(const Segment &collection);
QByteArray codehookRecord(const Segment &collection);

/// All scripts: of collections, modules.
QByteArray codehooks();
QByteArray modules();
QByteArray module(const Segment &name);

/// The state of all jobs; the jobs themselves are documents of JobCollection.
QByteArray jobs();
QByteArray jobScript(const Segment &id);
QByteArray jobRun(const Segment &id);
QByteArray jobStop(const Segment &id);

/// What follows the path @p script of a codehook, a module or a job's script.
QByteArray scriptVersions(const QByteArray &script);
QByteArray scriptVersion(const QByteArray &script, int version);
QByteArray scriptRestore(const QByteArray &script, int version);
QByteArray scriptEnable(const QByteArray &script);
QByteArray scriptDisable(const QByteArray &script);

QByteArray draftCheck();
QByteArray draftFormat();
QByteArray draftNames();

/// What can be carried over to another database; PATCH carries it over.
QByteArray deployment();
/// Says what a deployment would be refused for.
QByteArray deploymentCheck();

QByteArray keys();
QByteArray key(const Segment &id);
QByteArray settings();

QByteArray inspector();
QByteArray inspectorRows();
QByteArray inspectorExport();
QByteArray inspectorStatistics();
/// Its records as they come, as server-sent events.
QByteArray inspectorStream();
/// What each commit has changed, as server-sent events.
QByteArray changes();
/// Sends a request with the rights of a key.
QByteArray requests();

/// Whether @p path is one of documents.
bool isOfDocuments(QByteArrayView path);
/// Whether @p path is about a script that is not stored: nothing changes there.
bool isOfDrafts(QByteArrayView path);

} // namespace Routes
