// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/core/partfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

constexpr char Prefix[] = ".hookdesk-";
constexpr char Suffix[] = ".part";

Failure cannotWrite(const QString &path)
{
    return failure(Error::Kind::Unavailable,
                   QStringLiteral("%1 cannot be written: see that its folder exists, is writable "
                                  "and has room.")
                       .arg(path));
}

bool isLinked(int descriptor)
{
    struct stat facts
    {
    };
    return ::fstat(descriptor, &facts) == 0 && facts.st_nlink > 0;
}

} // namespace

namespace PrivateFile {

void provide(const QString &path)
{
    // Only a new file may be closed here: closing an existing one would drop the locks that SQLite
    // holds on it in this process.
    const int descriptor = ::open(QFile::encodeName(path).constData(),
                                  O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor >= 0)
        ::close(descriptor);
}

bool isOpenToOthers(const QString &path)
{
    struct stat facts
    {
    };
    return ::stat(QFile::encodeName(path).constData(), &facts) == 0
        && (facts.st_mode & (S_IROTH | S_IWOTH)) != 0;
}

} // namespace PrivateFile

PartFile::PartFile(QString path, int descriptor)
    : m_path(std::move(path))
    , m_descriptor(descriptor)
{
}

Result<std::unique_ptr<PartFile>> PartFile::create(const QString &target)
{
    const QString folder = QFileInfo(target).absolutePath();
    constexpr int Attempts = 5;
    for (int i = 0; i < Attempts; ++i) {
        QByteArray name = QFile::encodeName(folder) + '/' + Prefix + "XXXXXX" + Suffix;
        const int descriptor =
            ::mkostemps(name.data(), int(qstrlen(Suffix)), O_CLOEXEC); // mode 0600
        if (descriptor < 0)
            return cannotWrite(target);
        std::unique_ptr<PartFile> part(new PartFile(QFile::decodeName(name), descriptor));
        // Between the two calls somebody else may have taken it for abandoned.
        if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0 && isLinked(descriptor))
            return part;
    }
    return cannotWrite(target);
}

PartFile::~PartFile()
{
    if (!m_path.isEmpty())
        ::unlink(QFile::encodeName(m_path).constData());
    ::close(m_descriptor);
}

std::shared_ptr<QFile> PartFile::openWithoutName()
{
    auto file = std::make_shared<QFile>(m_path);
    const bool isOpen = file->open(QIODevice::ReadOnly);
    ::unlink(QFile::encodeName(m_path).constData());
    m_path.clear();
    return isOpen ? file : nullptr;
}

Result<Done> PartFile::moveTo(const QString &target)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(target).absolutePath());
    if (::fsync(m_descriptor) != 0
        || std::rename(QFile::encodeName(m_path).constData(), QFile::encodeName(target).constData())
            != 0)
        return cannotWrite(target);
    m_path.clear();
    const int descriptor = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool isSynced = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0)
        ::close(descriptor);
    return isSynced ? Result<Done>(Done()) : cannotWrite(target);
}

Result<Done> PartFile::takeOwnerOf(const QString &other)
{
    struct stat facts
    {
    };
    struct stat own
    {
    };
    if (::stat(QFile::encodeName(other).constData(), &facts) != 0
        || ::fstat(m_descriptor, &own) != 0)
        return cannotWrite(other);
    const bool isSame = own.st_uid == facts.st_uid && own.st_gid == facts.st_gid;
    const bool isGiven = isSame || ::fchown(m_descriptor, facts.st_uid, facts.st_gid) == 0;
    if (!isGiven && own.st_uid != facts.st_uid)
        return failure(Error::Kind::Forbidden,
                       QStringLiteral("%1 belongs to another user: do this as that user or as "
                                      "root.")
                           .arg(other));
    // A group that this user may not give files to gets no rights either.
    const mode_t mode = facts.st_mode & (isGiven ? 07777 : 07707);
    return ::fchmod(m_descriptor, mode) == 0 ? Result<Done>(Done()) : cannotWrite(other);
}

void PartFile::clearAbandoned(const QString &folder)
{
    const QString name = QLatin1String(Prefix) + QStringLiteral("??????") + QLatin1String(Suffix);
    const auto entries = [&folder](const QStringList &names) {
        return QDir(folder).entryList(names, QDir::Files | QDir::Hidden | QDir::NoSymLinks);
    };
    const auto pathOf = [&folder](const QString &entry) {
        return QFile::encodeName(folder + QLatin1Char('/') + entry);
    };
    for (const QString &each : entries({name})) {
        const QByteArray path = pathOf(each);
        const int descriptor = ::open(path.constData(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
        if (descriptor < 0)
            continue;
        if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
            ::unlink(path.constData());
        ::close(descriptor);
    }
    // A journal is in use only while its part file is there.
    for (const char *log : {"-journal", "-wal", "-shm"}) {
        for (const QString &each : entries({name + QLatin1String(log)})) {
            if (!QFileInfo::exists(folder + QLatin1Char('/')
                                   + each.chopped(qsizetype(qstrlen(log)))))
                ::unlink(pathOf(each).constData());
        }
    }
}
