// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/requests/requestfolder.h"

#include "client/requests/texts.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>

namespace Requests {

namespace {

constexpr int DeepestFolder = 16;
constexpr int LongestName = 200; ///< In bytes, each part: file systems take 255.

bool isRequestFile(const QString &name)
{
    return name.endsWith(QLatin1String(".http")) || name.endsWith(QLatin1String(".rest"));
}

Failure outside(const QString &name)
{
    return badInput(RequestTexts::tr("%1 is outside of the folder of requests.").arg(name));
}

} // namespace

QString RequestFolder::faultOfName(const QString &name)
{
    if (name == QLatin1String(Environments::PublicFile)
        || name == QLatin1String(Environments::PrivateFile))
        return {};
    if (!isRequestFile(name))
        return RequestTexts::tr("The name of a file of requests ends in .http.");
    for (const QString &part : name.split(QLatin1Char('/'))) {
        const bool isUsable = !part.isEmpty() && !part.startsWith(QLatin1Char('.'))
            && part == part.trimmed() && part.toUtf8().size() <= LongestName
            && std::all_of(part.begin(), part.end(), [](QChar c) {
                   return c.isPrint() && !QStringLiteral("\\:*?\"<>|").contains(c);
               });
        if (!isUsable)
            return RequestTexts::tr("\"%1\" is no name for a file or folder of requests.")
                .arg(part);
    }
    return {};
}

void RequestFolder::keepOutOfGit() const
{
    QFile file(m_folder.filePath(QStringLiteral(".gitignore")));
    const QFileInfo info(file);
    const bool isUsable = !info.isSymLink() && (!info.exists() || info.isFile());
    if (!isUsable || info.size() > LargestFile || !file.open(QIODevice::ReadWrite))
        return;
    const QByteArray text = file.readAll();
    for (const QByteArray &line : text.split('\n')) {
        if (line.trimmed().endsWith(Environments::PrivateFile))
            return;
    }
    file.write((text.isEmpty() || text.endsWith('\n') ? QByteArray() : QByteArray("\n"))
               + Environments::PrivateFile + '\n');
}

QString RequestFolder::besideDatabase(const QString &database)
{
    const QFileInfo file(database);
    const QString name =
        file.completeBaseName().isEmpty() ? file.fileName() : file.completeBaseName();
    return file.absoluteDir().filePath(name + QStringLiteral(".requests"));
}

Result<Done> RequestFolder::copyTo(const RequestFolder &target) const
{
    auto all = names();
    if (!all)
        return failure(all);
    const QString environment = QLatin1String(Environments::PublicFile);
    if (QFileInfo::exists(m_folder.filePath(environment)))
        all->append(environment);
    for (const QString &name : std::as_const(*all)) {
        const auto content = read(name);
        if (!content)
            return failure(content);
        if (const auto done = target.write(name, *content); !done)
            return done;
    }
    return Done();
}

void RequestFolder::collect(const QString &below, int depth, QStringList &names) const
{
    const QDir folder(m_folder.filePath(below.isEmpty() ? QStringLiteral(".") : below));
    const QString prefix = below.isEmpty() ? QString() : below + QLatin1Char('/');
    for (const QString &file : folder.entryList(QDir::Files, QDir::Name)) {
        if (isRequestFile(file) && names.size() <= MostFiles)
            names.append(prefix + file);
    }
    if (depth >= DeepestFolder)
        return;
    // Links to folders may lead round in circles.
    for (const QString &each :
         folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name)) {
        if (names.size() <= MostFiles)
            collect(prefix + each, depth + 1, names);
    }
}

Result<QStringList> RequestFolder::names() const
{
    QStringList names;
    collect({}, 0, names);
    if (names.size() > MostFiles)
        return badInput(
            RequestTexts::tr("%1 has more than %2 files of requests.").arg(path()).arg(MostFiles));
    return names;
}

/// Where @p name leads, which is in the folder.
Result<QString> RequestFolder::pathOf(const QString &name) const
{
    const QString path = m_folder.filePath(name);
    const QString real = QFileInfo(path).canonicalFilePath();
    const QString root = QFileInfo(m_folder.path()).canonicalFilePath();
    if (real.isEmpty())
        return failure(Error::Kind::NotFound, RequestTexts::tr("There is no file %1.").arg(path));
    const bool isWithin = real.startsWith(root.endsWith(QLatin1Char('/')) ? root : root + u'/');
    return isWithin ? Result<QString>(real) : outside(name);
}

Result<QByteArray> RequestFolder::read(const QString &name) const
{
    const auto path = pathOf(name);
    if (!path)
        return failure(path);
    QFile file(*path);
    if (!QFileInfo(*path).isFile() || !file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::Unavailable,
                       RequestTexts::tr("%1 cannot be read: %2").arg(name, file.errorString()));
    if (file.size() > LargestFile)
        return badInput(
            RequestTexts::tr("%1 is larger than %2 MiB.").arg(name).arg(LargestFile / 1024 / 1024));
    return file.read(LargestFile);
}

Result<QByteArray> RequestFolder::readBeside(const QString &name, const QString &path) const
{
    const qsizetype slash = name.lastIndexOf(QLatin1Char('/'));
    const QString folder = slash < 0 ? QString() : name.first(slash + 1);
    if (QDir::isAbsolutePath(path))
        return outside(path);
    const QString clean = QDir::cleanPath(folder + path);
    const auto real = pathOf(clean);
    if (!real)
        return failure(real);
    // A file of requests may be a stranger's, in a folder that has more than requests.
    const QString within = real->sliced(QFileInfo(m_folder.path()).canonicalFilePath().size());
    if (within.contains(QLatin1String("/."))
        || within.endsWith(QLatin1Char('/') + QLatin1String(Environments::PrivateFile)))
        return badInput(
            RequestTexts::tr("%1 is not sent, because it is hidden or has keys.").arg(path));
    return read(clean);
}

/// Fails where the file @p name, or the nearest folder of it that is there, is not in the folder.
Result<Done> RequestFolder::checkTarget(const QString &name) const
{
    if (const QString fault = faultOfName(name); !fault.isEmpty())
        return badInput(fault);
    if (!QDir().mkpath(m_folder.path()))
        return failure(Error::Kind::Unavailable,
                       RequestTexts::tr("The folder %1 cannot be created.").arg(path()));
    if (QFileInfo(m_folder.filePath(name)).isSymLink())
        return badInput(RequestTexts::tr("%1 is a symbolic link.").arg(name));
    QString folder = name;
    while (folder.contains(QLatin1Char('/'))) {
        folder.truncate(folder.lastIndexOf(QLatin1Char('/')));
        if (!QFileInfo::exists(m_folder.filePath(folder)))
            continue;
        const auto real = pathOf(folder);
        return real ? Result<Done>(Done()) : failure(real);
    }
    return Done();
}

Result<Done> RequestFolder::write(const QString &name, const QByteArray &content) const
{
    if (const auto allowed = checkTarget(name); !allowed)
        return allowed;
    const QString target = m_folder.filePath(name);
    const bool hasFolder = QDir().mkpath(QFileInfo(target).path());
    QSaveFile file(target);
    const bool isOpen = hasFolder && file.open(QIODevice::WriteOnly);
    if (isOpen && name == QLatin1String(Environments::PrivateFile))
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (!isOpen || file.write(content) != content.size() || !file.commit())
        return failure(
            Error::Kind::Unavailable,
            RequestTexts::tr("%1 cannot be written: %2").arg(target, file.errorString()));
    return Done();
}

Result<Done> RequestFolder::remove(const QString &name) const
{
    if (const auto allowed = checkTarget(name); !allowed)
        return allowed;
    QFile file(m_folder.filePath(name));
    return file.remove()
        ? Result<Done>(Done())
        : failure(Error::Kind::Unavailable,
                  RequestTexts::tr("%1 cannot be deleted: %2").arg(name, file.errorString()));
}

Result<Done> RequestFolder::rename(const QString &before, const QString &after) const
{
    for (const QString &each : {before, after}) {
        if (const auto allowed = checkTarget(each); !allowed)
            return allowed;
    }
    const QString target = m_folder.filePath(after);
    if (QFileInfo::exists(target))
        return badInput(RequestTexts::tr("There is a file %1 already.").arg(after));
    QFile file(m_folder.filePath(before));
    return QDir().mkpath(QFileInfo(target).path()) && file.rename(target)
        ? Result<Done>(Done())
        : failure(Error::Kind::Unavailable,
                  RequestTexts::tr("%1 cannot be renamed: %2").arg(before, file.errorString()));
}

Result<Environments> RequestFolder::environments() const
{
    const auto textOf = [this](const char *file) -> Result<QByteArray> {
        const auto text = read(QLatin1String(file));
        return text || text.error().kind != Error::Kind::NotFound ? text : QByteArray();
    };
    const auto common = textOf(Environments::PublicFile);
    const auto own = textOf(Environments::PrivateFile);
    if (!common || !own)
        return failure(common ? own : common);
    return Environments::parse(*common, *own);
}

} // namespace Requests
