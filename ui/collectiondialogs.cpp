// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/collectiondialogs.h"

#include "client/routes.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/dependentstext.h"

#include <QRegularExpression>
#include <QWidget>

namespace {

QString faultOfName(const QString &name)
{
    static const QRegularExpression valid(QStringLiteral("^[A-Za-z][A-Za-z0-9_-]{0,63}$"));
    if (!valid.match(name).hasMatch())
        return CollectionDialogs::tr("Use a letter followed by up to 63 letters, digits, - or _.");
    if (name.startsWith(QLatin1String("system_"), Qt::CaseInsensitive))
        return CollectionDialogs::tr("Names that start with system_ are reserved.");
    return {};
}

} // namespace

CollectionDialogs::CollectionDialogs(Client &client, QWidget *parent)
    : QObject(parent)
    , m_client(client)
    , m_parent(parent)
{
}

void CollectionDialogs::askForCollection()
{
    Ask::forText(
        m_parent,
        {tr("New collection"), tr("Name, as it appears in URLs:"), tr("Create"), faultOfName},
        [this](const QString &name) { create(name); });
}

void CollectionDialogs::create(const QString &name)
{
    const QByteArray path = Routes::collection(name);
    m_client.request("GET", path).then(this, [this, name, path](const Client::Reply &present) {
        if (present.isOk()) {
            emit failed(tr("The collection could not be created"),
                        tr("A collection named “%1” already exists.").arg(name));
            return;
        }
        m_client.request("PUT", path, "{}").then(this, [this, name](const Client::Reply &made) {
            if (!made.isOk()) {
                emit failed(tr("The collection could not be created"), made.message());
                return;
            }
            emit collectionCreated(name);
        });
    });
}

/// Asks the server what depends on the collection @p name, and gives it as lines, with a blank one
/// before them; nothing where nothing does.
void CollectionDialogs::withDependents(const QString &name, std::function<void(QString)> then)
{
    m_client.request("GET", Routes::dependents(name))
        .then(this, [then = std::move(then)](const Client::Reply &reply) {
            const auto dependents = reply.json();
            const QString lines = DependentsText::of(dependents.root());
            then(lines.isEmpty() ? QString() : QStringLiteral("\n\n") + lines);
        });
}

void CollectionDialogs::askToRename(const QString &name)
{
    withDependents(name, [this, name](const QString &dependents) {
        const auto rule = [name](const QString &text) {
            return text == name ? tr("This is its current name.") : faultOfName(text);
        };
        Ask::forText(
            m_parent,
            {tr("Rename “%1”").arg(name),
             tr("Fields and keys that refer to it are updated; clients and scripts are not.")
                 + dependents + QStringLiteral("\n\n") + tr("New name:"),
             tr("Rename"), rule},
            [this, name](const QString &wanted) { rename(name, wanted); });
    });
}

void CollectionDialogs::rename(const QString &name, const QString &wanted)
{
    m_client.request("POST", Routes::rename(name), Json::ObjectWriter().text("name", wanted).take())
        .then(this, [this, name, wanted](const Client::Reply &reply) {
            if (reply.isOk())
                emit collectionRenamed(name, wanted);
            else
                emit failed(tr("The collection could not be renamed"), reply.message());
        });
}

void CollectionDialogs::askToDrop(const QString &name)
{
    withDependents(name,
                   [this, name](const QString &dependents) { askToDropWith(name, dependents); });
}

void CollectionDialogs::askToDropWith(const QString &name, const QString &dependents)
{
    Ask::toDestroy(
        m_parent,
        {tr("Delete the collection “%1”?").arg(name),
         tr("All its documents and its codehook are removed. This cannot be undone.") + dependents,
         tr("Delete"), name},
        [this, name] {
            m_client
                .request("DELETE", Routes::collection(name), {},
                         "confirm=" + name.toUtf8().toPercentEncoding())
                .then(this, [this, name](const Client::Reply &reply) {
                    if (reply.isOk())
                        emit collectionDropped(name);
                    else
                        emit failed(tr("The collection could not be deleted"), reply.message());
                });
        });
}

void CollectionDialogs::askForModule()
{
    Ask::forText(
        m_parent,
        {tr("New module"), tr("Name, as hooks write it in require('lib/…'):"), tr("Create"),
         faultOfName},
        [this](const QString &name) {
            const QByteArray path = Routes::module(name);
            m_client.request("GET", path)
                .then(this, [this, name, path](const Client::Reply &present) {
                    if (present.isOk()) {
                        emit moduleCreated(name);
                        return;
                    }
                    m_client.request("PUT", path, "module.exports = {\n};\n", {}, "text/javascript")
                        .then(this, [this, name](const Client::Reply &made) {
                            if (!made.isOk()) {
                                emit failed(tr("The module could not be created"), made.message());
                                return;
                            }
                            emit moduleCreated(name);
                        });
                });
        });
}

void CollectionDialogs::askToRemove(const QString &module)
{
    Ask::toDestroy(
        m_parent,
        {tr("Delete the module “%1”?").arg(module),
         tr("All its versions are deleted, and hooks that require it will fail. This cannot be "
            "undone."),
         tr("Delete"), module},
        [this, module] {
            m_client.request("DELETE", Routes::module(module))
                .then(this, [this, module](const Client::Reply &reply) {
                    if (reply.isOk())
                        emit moduleRemoved(module);
                    else
                        emit failed(tr("The module could not be deleted"), reply.message());
                });
        });
}
