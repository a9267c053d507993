// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/requestbook.h"

#include "client/databaseaddress.h"
#include "server/core/json.h"

#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>
#include <QUrl>

#include <algorithm>
#include <utility>

using Requests::Environments;
using Requests::RequestFile;
using Requests::RequestFolder;

namespace {

QString settingsKey(const QString &identity, const char *name)
{
    return QStringLiteral("requests/%1/%2")
        .arg(QString::fromLatin1(identity.toUtf8().toHex().left(200)), QLatin1String(name));
}

QString usualPath(const QString &identity)
{
    if (identity.startsWith(QLatin1Char('/')))
        return RequestFolder::besideDatabase(identity);
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
        + QStringLiteral("/requests/");
    if (const auto database = DatabaseAddress::parse(identity)) {
        const QStringList parts{database->host, database->database, database->schema};
        return folder + parts.join(QLatin1Char('_')).replace(QLatin1Char('/'), QLatin1Char('_'));
    }
    const QUrl url(identity);
    const QString host =
        url.port() < 0 ? url.host() : QStringLiteral("%1_%2").arg(url.host()).arg(url.port());
    return folder + (host.isEmpty() ? QStringLiteral("server") : host);
}

QString chosenPath(const QString &identity)
{
    const QString chosen = QSettings().value(settingsKey(identity, "folder")).toString();
    return chosen.isEmpty() ? usualPath(identity) : chosen;
}

} // namespace

RequestBook::RequestBook(const QString &identity, QObject *parent)
    : QObject(parent)
    , m_identity(identity)
    , m_folder(chosenPath(identity))
    , m_environment(QSettings().value(settingsKey(identity, "environment")).toByteArray())
{
    reload();
}

void RequestBook::setPath(const QString &path)
{
    QSettings().setValue(settingsKey(m_identity, "folder"), path);
    m_folder = RequestFolder(path);
    m_files.clear();
    m_results.clear();
    reload();
    emit changed();
}

void RequestBook::reload()
{
    m_fault.clear();
    const auto names = m_folder.names();
    if (!names)
        m_fault = names.error().message;
    QMap<QString, File> files;
    bool isOther = false;
    for (const QString &name : names ? *names : QStringList()) {
        const File known = m_files.value(name);
        const QFileInfo info(m_folder.path() + QLatin1Char('/') + name);
        if (isEdited(name) || (known.size == info.size() && known.time == info.lastModified())) {
            files.insert(name, known);
            continue;
        }
        isOther = true;
        const auto text = m_folder.read(name);
        if (text)
            files.insert(
                name, {*text, true, RequestFile::parse(*text), info.size(), info.lastModified()});
        else
            m_fault = text.error().message;
    }
    for (auto each = m_files.cbegin(); each != m_files.cend(); ++each) {
        if (isEdited(each.key()))
            files.insert(each.key(), each.value());
    }
    isOther = isOther || files.keys() != m_files.keys();
    m_files = files;
    readEnvironments();
    if (isOther || !m_fault.isEmpty())
        emit changed();
}

const RequestFile &RequestBook::file(const QString &name) const
{
    static const RequestFile none;
    const auto found = m_files.find(name);
    return found == m_files.end() ? none : found->content;
}

bool RequestBook::isEdited(const QString &name) const
{
    const auto found = m_files.find(name);
    return found != m_files.end() && (!found->isOnDisk || found->content.text() != found->saved);
}

bool RequestBook::isEdited() const
{
    const QStringList all = names();
    return std::any_of(all.begin(), all.end(),
                       [this](const QString &name) { return isEdited(name); });
}

void RequestBook::setText(const QString &name, const QByteArray &text)
{
    m_files[name].content = RequestFile::parse(text);
    emit changed();
}

Result<Done> RequestBook::replace(const Spot &spot, const Requests::Request &request)
{
    const auto found = m_files.find(spot.file);
    if (found == m_files.end() || spot.index >= found->content.requests().size())
        return badInput(tr("This request is not there any more."));
    auto done = found->content.replace(spot.index, request);
    if (done)
        emit changed();
    return done;
}

Result<RequestBook::Spot> RequestBook::add(const QString &name, const Requests::Request &request)
{
    if (const QString fault = RequestFolder::faultOfName(name); !fault.isEmpty())
        return badInput(fault);
    RequestFile content = file(name);
    const qsizetype index = content.requests().size();
    if (const auto done = content.insert(index, request); !done)
        return failure(done);
    m_files[name].content = content;
    emit changed();
    return Spot{name, int(index)};
}

Result<Done> RequestBook::insert(const Spot &spot, const Requests::Request &request)
{
    RequestFile content = file(spot.file);
    if (const auto done = content.insert(spot.index, request); !done)
        return done;
    m_files[spot.file].content = content;
    emit changed();
    return Done();
}

void RequestBook::removeRequest(const Spot &spot)
{
    m_files[spot.file].content.remove(spot.index);
    // Those behind it have other numbers now.
    m_results.removeIf([&](const auto &each) {
        return each.key().first == spot.file && each.key().second >= spot.index;
    });
    emit changed();
}

QString RequestBook::changedElsewhere() const
{
    for (auto each = m_files.cbegin(); each != m_files.cend(); ++each) {
        if (!isEdited(each.key()))
            continue;
        const auto onDisk = m_folder.read(each.key());
        if (onDisk ? *onDisk != each->saved || !each->isOnDisk : each->isOnDisk)
            return each.key();
    }
    return {};
}

void RequestBook::overwrite(const QString &name)
{
    const auto onDisk = m_folder.read(name);
    m_files[name].saved = onDisk ? *onDisk : QByteArray();
    m_files[name].isOnDisk = onDisk.hasValue();
}

void RequestBook::discard(const QString &name)
{
    m_files.remove(name);
    reload();
}

Result<Done> RequestBook::save()
{
    if (const QString other = changedElsewhere(); !other.isEmpty())
        return failure(Error::Kind::Conflict, other);
    for (auto each = m_files.begin(); each != m_files.end(); ++each) {
        if (!isEdited(each.key()))
            continue;
        const QByteArray text = each->content.text();
        if (const auto written = m_folder.write(each.key(), text); !written)
            return written;
        each->saved = text;
        each->isOnDisk = true;
    }
    emit changed();
    return Done();
}

Result<Done> RequestBook::removeFile(const QString &name)
{
    if (m_files.value(name).isOnDisk) {
        if (const auto removed = m_folder.remove(name); !removed)
            return removed;
    }
    m_files.remove(name);
    emit changed();
    return Done();
}

Result<Done> RequestBook::renameFile(const QString &before, const QString &after)
{
    if (m_files.contains(after))
        return badInput(tr("There is a file %1 already.").arg(after));
    if (const QString fault = RequestFolder::faultOfName(after); !fault.isEmpty())
        return badInput(fault);
    if (m_files.value(before).isOnDisk) {
        if (const auto renamed = m_folder.rename(before, after); !renamed)
            return renamed;
    }
    m_files.insert(after, m_files.take(before));
    emit changed();
    return Done();
}

QString RequestBook::freeName(const QString &wanted) const
{
    QString name = wanted;
    const qsizetype dot = wanted.lastIndexOf(QLatin1Char('.'));
    for (int i = 2; m_files.contains(name); ++i)
        name = QStringLiteral("%1 %2%3").arg(wanted.left(dot)).arg(i).arg(wanted.mid(dot));
    return name;
}

Result<QString> RequestBook::import(const Requests::Imported &imported,
                                    const QByteArray &environment)
{
    QString first;
    for (const Requests::Imported::File &each : imported.files) {
        const QString name = freeName(each.name);
        if (const auto written = m_folder.write(name, each.text); !written)
            return failure(written);
        m_files.insert(name, {each.text, true, RequestFile::parse(each.text)});
        if (first.isEmpty())
            first = name;
    }
    if (!imported.secrets.isEmpty() && m_environment.isEmpty())
        setEnvironment(environment);
    for (auto each = imported.secrets.cbegin(); each != imported.secrets.cend(); ++each) {
        const auto done = setVariable(each.key(), each.value(), true);
        if (!done)
            return failure(done);
    }
    emit changed();
    return first;
}

// ---- environments

void RequestBook::readEnvironments()
{
    const auto read = m_folder.environments();
    m_environments = read ? *read : Environments();
    if (!read)
        m_fault = read.error().message;
    if (!m_environments.names().contains(m_environment))
        m_environment = m_environments.names().value(0);
    emit environmentChanged();
}

void RequestBook::setEnvironment(const QByteArray &name)
{
    m_environment = name;
    QSettings().setValue(settingsKey(m_identity, "environment"), name);
    emit environmentChanged();
}

/// The file stays as it is, but for one member; its members keep their order.
Result<Done> RequestBook::writeVariable(const char *file, const QByteArray &name,
                                        const QByteArray &value, const QByteArray &environment)
{
    const QString path = QLatin1String(file);
    const auto text = m_folder.read(path);
    if (!text && text.error().kind != Error::Kind::NotFound)
        return failure(text);
    // What is not understood is not written over.
    if (const auto valid = Environments::parse(text ? *text : QByteArray(), {}); !valid)
        return badInput(QStringLiteral("%1: %2").arg(path, valid.error().message));
    const auto json =
        Json::Document::parse(text && !text->trimmed().isEmpty() ? *text : QByteArray("{}"));
    if (!json)
        return failure(json);
    const Json::Value root = json->root();
    if (value.isEmpty() && root.value(environment).value(name).isNull())
        return Done();
    const auto quoted = [](QByteArrayView each) { return Json::quoted(each); };
    QByteArrayList environments;
    QByteArrayList keys;
    for (const Json::Member &each : root.members())
        keys.append(each.key.toByteArray());
    if (!keys.contains(environment))
        keys.append(environment);
    for (const QByteArray &key : std::as_const(keys)) {
        QByteArrayList variables;
        bool isSet = key != environment || value.isEmpty();
        for (const Json::Member &each : root.value(key).members()) {
            const bool isOne = key == environment && each.key == name;
            if (isOne && value.isEmpty())
                continue;
            variables.append("    " + quoted(each.key) + ": "
                             + (isOne ? quoted(value) : each.value.toJson()));
            isSet = isSet || isOne;
        }
        if (!isSet)
            variables.append("    " + quoted(name) + ": " + quoted(value));
        environments.append(
            "  " + quoted(key) + ": {"
            + (variables.isEmpty() ? QByteArray() : '\n' + variables.join(",\n") + "\n  ") + '}');
    }
    return m_folder.write(path, "{\n" + environments.join(",\n") + "\n}\n");
}

Result<Done> RequestBook::setVariable(const QByteArray &name, const QByteArray &value,
                                      bool isPrivate)
{
    if (m_environment.isEmpty())
        setEnvironment("dev");
    const QByteArray environment = m_environment;
    const char *own = isPrivate ? Environments::PrivateFile : Environments::PublicFile;
    const char *other = isPrivate ? Environments::PublicFile : Environments::PrivateFile;
    if (const auto written = writeVariable(own, name, value, environment); !written)
        return written;
    // A variable is in one of the files alone.
    if (const auto removed = writeVariable(other, name, {}, environment); !removed)
        return removed;
    if (isPrivate)
        m_folder.keepOutOfGit();
    readEnvironments();
    if (m_environments.names().contains(environment) && m_environment != environment)
        setEnvironment(environment);
    return Done();
}

// ---- results

void RequestBook::keep(const Requests::Report &report)
{
    m_results.insert({report.file, report.index}, report);
    emit resultKept({report.file, report.index});
}

void RequestBook::forgetResults()
{
    m_results.clear();
    emit resultsChanged();
}

const Requests::Report *RequestBook::result(const Spot &spot) const
{
    const auto found = m_results.find({spot.file, spot.index});
    return found == m_results.end() ? nullptr : &*found;
}

// ---- drafts

QByteArray RequestBook::draft() const
{
    Json::ObjectWriter files;
    for (const QString &name : names()) {
        if (isEdited(name))
            files.text(name.toUtf8(), QByteArrayView(file(name).text()));
    }
    return isEdited() ? Json::ObjectWriter().raw("files", files.take()).take() : QByteArray();
}

void RequestBook::restore(const QByteArray &draft)
{
    const auto parsed = Json::Document::parse(draft);
    if (!parsed)
        return;
    for (const Json::Member &each : parsed->root().value("files").members())
        m_files[QString::fromUtf8(each.key)].content =
            RequestFile::parse(each.value.text().toByteArray());
    emit changed();
}
