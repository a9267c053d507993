// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

/// What the tests of `hookdeskd` share: a folder of their own for the files of each test.
class FolderTest : public QObject
{
    Q_OBJECT

protected slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_CACHE_HOME", QFile::encodeName(path("cache")));
    }

protected:
    QByteArray read(const QString &file)
    {
        QFile in(file);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray("no file");
    }
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    void write(const QString &file, const QByteArray &text)
    {
        QDir().mkpath(QFileInfo(file).path());
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text);
    }
    /// All that is in the folder, by its path in it.
    QStringList files() const
    {
        QStringList found;
        QDirIterator each(m_folder->path(), QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden,
                          QDirIterator::Subdirectories);
        while (each.hasNext())
            found.append(QDir(m_folder->path()).relativeFilePath(each.next()));
        found.sort();
        return found;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};
