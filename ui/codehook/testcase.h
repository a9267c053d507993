// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QList>
#include <QString>
#include <QStringList>

/// A request that a collection's hooks are tried with, and what they are to answer. A value.
struct TestCase
{
    Q_DECLARE_TR_FUNCTIONS(TestCase)

public:
    QString name;
    QByteArray request; ///< JSON: method, path, query, headers and body, as a test run takes it.
    QByteArray outbound = "record"; ///< What becomes of calls that leave the machine.
    qint64 status = 0;
    QByteArray body; ///< JSON of the answer. Meta fields are not compared.

    static TestCase fromJson(const Json::Value &json);
    QByteArray toJson() const;
    /// @p theirs with what leads from @p before to @p mine; cases are told apart by their names.
    static QList<TestCase> merged(const QList<TestCase> &before, const QList<TestCase> &mine,
                                  const QList<TestCase> &theirs);
    /// The body of a POST to `codehook/test` that tries @p source.
    QByteArray run(const QString &source) const;
    /// How the report of a run differs from what is expected, a line each; none: it passes.
    QStringList differences(const Json::Value &report) const;
};
