// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlite/filelock.h"

#include <QByteArrayList>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <linux/magic.h>
#include <mutex>
#include <set>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace Store::Sqlite {

namespace {

/// The files that this process has. Opening and closing one of them again would drop the locks that
/// SQLite holds on it: POSIX locks end when any descriptor of the file is closed.
struct OwnFiles
{
    std::mutex mutex;
    std::set<std::pair<quint64, quint64>> files; ///< Device and inode.
};

OwnFiles &ownFiles()
{
    static OwnFiles own;
    return own;
}

/// What `NAME.lock` says.
struct Holder
{
    qint64 process = 0;
    QString program;
    QString host;
};

/// Lines as QLockFile wrote them, so that older programs understand them: process, program, host.
Holder holderIn(int descriptor)
{
    QFile file;
    if (!file.open(descriptor, QIODevice::ReadOnly, QFileDevice::DontCloseHandle))
        return {};
    file.seek(0);
    const QByteArrayList lines = file.read(1024).split('\n');
    return {lines.value(0).toLongLong(), QString::fromUtf8(lines.value(1)),
            QString::fromUtf8(lines.value(2))};
}

void writeHolder(int descriptor)
{
    const QByteArray text = QByteArray::number(QCoreApplication::applicationPid()) + '\n'
        + QCoreApplication::applicationName().toUtf8() + '\n' + QSysInfo::machineHostName().toUtf8()
        + '\n' + QSysInfo::machineUniqueId() + '\n' + QSysInfo::bootUniqueId() + '\n';
    if (::ftruncate(descriptor, 0) == 0)
        (void)!::pwrite(descriptor, text.constData(), size_t(text.size()), 0);
}

/// Whether other machines may have files open on the file system of @p descriptor.
bool isOfNetwork(int descriptor)
{
    constexpr std::array<quint32, 8> Kinds = {NFS_SUPER_MAGIC,  SMB_SUPER_MAGIC,  SMB2_SUPER_MAGIC,
                                              CIFS_SUPER_MAGIC, CEPH_SUPER_MAGIC, V9FS_MAGIC,
                                              FUSE_SUPER_MAGIC, AFS_SUPER_MAGIC};
    struct statfs facts
    {
    };
    return ::fstatfs(descriptor, &facts) == 0
        && std::find(Kinds.begin(), Kinds.end(), quint32(facts.f_type)) != Kinds.end();
}

QString lockPathOf(const QString &real)
{
    return real + QStringLiteral(".lock");
}

Failure servedBy(const QString &path, const Holder &holder, const QString &lockPath)
{
    const QString program =
        holder.program.isEmpty() ? QStringLiteral("another program") : holder.program;
    const bool isHere = holder.host == QSysInfo::machineHostName();
    const QString where =
        isHere || holder.host.isEmpty() ? QString() : QStringLiteral(" on %1").arg(holder.host);
    const QString who = holder.process > 0
        ? QStringLiteral("%1 (process %2%3)").arg(program).arg(holder.process).arg(where)
        : program;
    return failure(Error::Kind::Unavailable,
                   QStringLiteral("The database %1 is served already by %2. Stop that one, name "
                                  "another file, or connect to its address. Its lock file is %3.")
                       .arg(path, who, lockPath));
}

/// @p number is that of the system's error.
Failure noAccess(const QString &path, int number)
{
    return failure(Error::Kind::Unavailable,
                   QStringLiteral("Cannot write beside the database %1: %2. See that its folder "
                                  "exists and is writable.")
                       .arg(path, qt_error_string(number)));
}

bool isSameFile(int descriptor, const QByteArray &path)
{
    struct stat open
    {
    };
    struct stat named
    {
    };
    return ::fstat(descriptor, &open) == 0 && ::stat(path.constData(), &named) == 0
        && open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

} // namespace

bool FileLock::isHeldHere(const QString &path)
{
    struct stat facts
    {
    };
    const std::lock_guard guard(ownFiles().mutex);
    return ::stat(QFile::encodeName(path).constData(), &facts) == 0
        && ownFiles().files.contains({quint64(facts.st_dev), quint64(facts.st_ino)});
}

Result<std::unique_ptr<FileLock>> FileLock::acquire(const QString &path)
{
    // A file that is still to be made has no canonical path, but its folder has.
    const QFileInfo info(path);
    const QString folder = QFileInfo(info.absolutePath()).canonicalFilePath();
    const QString real = info.exists()
        ? info.canonicalFilePath()
        : (folder.isEmpty() ? info.absoluteFilePath()
                            : folder + QLatin1Char('/') + info.fileName());
    std::unique_ptr<FileLock> lock(new FileLock);
    if (const auto held = lock->lockBeside(path, real); !held)
        return failure(held);
    if (const auto held = lock->lockItself(path, real); !held)
        return failure(held);
    writeHolder(lock->m_besideDescriptor);
    return lock;
}

Result<Done> FileLock::lockBeside(const QString &path, const QString &real)
{
    const QString beside = lockPathOf(real);
    const QByteArray name = QFile::encodeName(beside);
    while (m_besideDescriptor < 0) {
        // O_NOFOLLOW, because writeHolder() would empty whatever file a symbolic link leads to.
        const int descriptor =
            ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
        const int number = errno;
        if (descriptor < 0 && number == EACCES && QFileInfo::exists(beside))
            return failure(Error::Kind::Unavailable,
                           QStringLiteral("The lock file %1 belongs to another user, who may be "
                                          "serving the database %2. Serve it as that user.")
                               .arg(beside, path));
        if (descriptor < 0)
            return noAccess(path, number);
        m_besideDescriptor = descriptor;
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            const Holder holder = holderIn(descriptor);
            return servedBy(path, holder, beside);
        }
        // Its last holder may have removed it between the two calls.
        if (!isSameFile(descriptor, name)) {
            ::close(descriptor);
            m_besideDescriptor = -1;
        }
    }
    const Holder left = holderIn(m_besideDescriptor);
    const bool isElsewhere = !left.host.isEmpty() && left.host != QSysInfo::machineHostName();
    if (isElsewhere && isOfNetwork(m_besideDescriptor)) {
        return failure(Error::Kind::Unavailable,
                       QStringLiteral("The database %1 is served by %2 on the machine %3, says %4. "
                                      "When that one runs no more, delete %4 and start again.")
                           .arg(path, left.program, left.host, beside));
    }
    m_beside = beside;
    return Done();
}

Result<Done> FileLock::lockItself(const QString &path, const QString &real)
{
    const QByteArray name = QFile::encodeName(real);
    const std::lock_guard guard(ownFiles().mutex);
    struct stat facts
    {
    };
    const auto identity = [&facts] {
        return std::pair(quint64(facts.st_dev), quint64(facts.st_ino));
    };
    const Holder self{QCoreApplication::applicationPid(), QCoreApplication::applicationName(), {}};
    if (::stat(name.constData(), &facts) == 0 && ownFiles().files.contains(identity()))
        return servedBy(path, self, lockPathOf(real));
    m_descriptor = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    const int number = errno;
    const bool isThere = m_descriptor < 0 && number == EACCES && QFileInfo::exists(real);
    if (isThere)
        return failure(
            Error::Kind::Unavailable,
            QStringLiteral("Cannot open the database %1: this user may not write it.").arg(path));
    if (m_descriptor < 0)
        return noAccess(path, number);
    if (::fstat(m_descriptor, &facts) != 0)
        return noAccess(path, errno);
    // Of the open file description, beyond all bytes that SQLite locks or writes.
    struct flock range
    {
    };
    range.l_type = F_WRLCK;
    range.l_whence = SEEK_SET;
    range.l_start = qint64(1) << 62;
    range.l_len = 1;
    // With any other error the file system gives no such lock, and NAME.lock alone has to do.
    if (::fcntl(m_descriptor, F_OFD_SETLK, &range) != 0 && (errno == EAGAIN || errno == EACCES)) {
        return failure(
            Error::Kind::Unavailable,
            QStringLiteral("The database %1 is served already, under another name of the same "
                           "file. Stop that one, or name another file. Its lock file lies beside "
                           "that name.")
                .arg(path));
    }
    m_device = identity().first;
    m_inode = identity().second;
    ownFiles().files.insert(identity());
    return Done();
}

FileLock::~FileLock()
{
    if (m_descriptor >= 0) {
        const std::lock_guard guard(ownFiles().mutex);
        if (m_inode != 0)
            ownFiles().files.erase({m_device, m_inode});
        ::close(m_descriptor);
    }
    // Removed while it is locked: who has opened it meanwhile notices in lockBeside() that it has
    // lost its name.
    if (!m_beside.isEmpty())
        ::unlink(QFile::encodeName(m_beside).constData());
    if (m_besideDescriptor >= 0)
        ::close(m_besideDescriptor);
}

} // namespace Store::Sqlite
