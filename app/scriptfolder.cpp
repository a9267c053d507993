// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scriptfolder.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QSaveFile>

#include <sys/stat.h>

namespace {

constexpr char ModuleFolder[] = "lib";

Result<Done> checkName(const QByteArray &name)
{
    static const QRegularExpression valid(
        QStringLiteral("\\A(lib/)?[A-Za-z][A-Za-z0-9_-]{0,63}\\z"));
    const QString text = QString::fromUtf8(name);
    if (valid.match(text).hasMatch())
        return Done();
    return badInput(
        QStringLiteral("\"%1\" is no name for a script: collections and modules (lib/NAME) "
                       "begin with a letter, and have up to 64 letters, digits, - and _.")
            .arg(text.left(100)));
}

bool isSameFile(const QString &a, const QString &b)
{
    struct stat first = {};
    struct stat second = {};
    return ::stat(QFile::encodeName(a).constData(), &first) == 0
        && ::stat(QFile::encodeName(b).constData(), &second) == 0 && first.st_dev == second.st_dev
        && first.st_ino == second.st_ino;
}

} // namespace

QString ScriptFolder::pathOf(const QString &name) const
{
    return m_folder.filePath(name + QStringLiteral(".js"));
}

Result<ScriptFolder::Scripts> ScriptFolder::read() const
{
    if (!m_folder.exists())
        return badInput(QStringLiteral("There is no folder %1.").arg(m_folder.path()));
    const QStringList filter = {QStringLiteral("*.js")};
    QStringList names = m_folder.entryList(filter, QDir::Files, QDir::Name);
    const QDir modules(m_folder.filePath(QLatin1String(ModuleFolder)));
    for (const QString &name : modules.entryList(filter, QDir::Files, QDir::Name))
        names.append(QLatin1String(ModuleFolder) + QLatin1Char('/') + name);
    const QString root = m_folder.canonicalPath() + QLatin1Char('/');
    Scripts scripts;
    for (const QString &name : names) {
        QFile file(m_folder.filePath(name));
        const QByteArray script = name.chopped(3).toUtf8();
        if (auto checked = checkName(script); !checked)
            return badInput(file.fileName() + QStringLiteral(": ") + checked.error().message);
        if (!QFileInfo(file).canonicalFilePath().startsWith(root))
            return badInput(QStringLiteral("%1 is a link that leads out of %2.")
                                .arg(file.fileName(), m_folder.path()));
        if (!file.open(QIODevice::ReadOnly))
            return failure(
                Error::Kind::Unavailable,
                QStringLiteral("%1 cannot be read: %2.").arg(file.fileName(), file.errorString()));
        const QByteArray source = file.readAll();
        if (!source.isValidUtf8())
            return badInput(QStringLiteral("%1 is not UTF-8.").arg(file.fileName()));
        scripts.append({script, source});
    }
    if (scripts.isEmpty())
        return badInput(QStringLiteral("There is no script in %1; they are named COLLECTION.js, "
                                       "and modules lib/NAME.js.")
                            .arg(m_folder.path()));
    return scripts;
}

/// Writing to a link would write to where it leads.
Result<Done> ScriptFolder::checkTarget(const QString &path) const
{
    const QFileInfo info(path);
    if (info.isSymLink() || (info.exists() && !info.isFile()))
        return badInput(
            QStringLiteral("%1 is no plain file; remove it, or name another folder.").arg(path));
    return Done();
}

Result<Done> ScriptFolder::writeOne(const QString &path, const QByteArray &source) const
{
    if (auto checked = checkTarget(path); !checked)
        return checked;
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(source) == source.size() && file.commit())
        return Done();
    return failure(
        Error::Kind::Unavailable,
        QStringLiteral("%1 cannot be written: %2.").arg(file.fileName(), file.errorString()));
}

Result<Done> ScriptFolder::write(const Scripts &scripts) const
{
    bool hasModules = false;
    for (const auto &[name, source] : scripts) {
        if (auto checked = checkName(name); !checked)
            return checked;
        if (auto checked = checkTarget(pathOf(QString::fromUtf8(name))); !checked)
            return checked;
        hasModules = hasModules || name.contains('/');
    }
    const QString modules = m_folder.filePath(QLatin1String(ModuleFolder));
    if (QFileInfo(modules).isSymLink())
        return badInput(
            QStringLiteral("%1 is a link; remove it, or name another folder.").arg(modules));
    if (!m_folder.mkpath(QStringLiteral("."))
        || (hasModules && !m_folder.mkpath(QLatin1String(ModuleFolder))))
        return failure(Error::Kind::Unavailable,
                       QStringLiteral("The folder %1 cannot be created.").arg(m_folder.path()));
    QHash<QString, QString> written; // by the path in small letters
    for (const auto &[name, source] : scripts) {
        const QString path = pathOf(QString::fromUtf8(name));
        // Some file systems take "People.js" and "people.js" for one.
        if (isSameFile(path, written.value(path.toLower())))
            return badInput(
                QStringLiteral("%1 would replace a script whose name differs in upper and "
                               "lower case alone.")
                    .arg(path));
        if (auto done = writeOne(path, source); !done)
            return done;
        written.insert(path.toLower(), path);
    }
    return Done();
}
