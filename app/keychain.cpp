// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keychain.h"

#include <qt6keychain/keychain.h>

#include <QObject>

namespace Keychain {

namespace {

const QString Service = QStringLiteral("Hookdesk");

} // namespace

void read(const QString &url, QObject *context, std::function<void(const QByteArray &)> then)
{
    auto *job = new QKeychain::ReadPasswordJob(Service);
    job->setKey(url);
    QObject::connect(job, &QKeychain::Job::finished, context,
                     [job, then = std::move(then)] { then(job->textData().toUtf8()); });
    job->start();
}

void write(const QString &url, const QByteArray &key, QObject *context,
           std::function<void(const QString &)> then)
{
    auto *job = new QKeychain::WritePasswordJob(Service);
    job->setKey(url);
    job->setTextData(QString::fromUtf8(key));
    QObject::connect(job, &QKeychain::Job::finished, context, [job, then = std::move(then)] {
        then(job->error() == QKeychain::NoError ? QString() : job->errorString());
    });
    job->start();
}

void remove(const QString &url)
{
    auto *job = new QKeychain::DeletePasswordJob(Service);
    job->setKey(url);
    job->start();
}

} // namespace Keychain
