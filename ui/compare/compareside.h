// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/client.h"

#include <QIcon>
#include <QPointer>
#include <QString>
#include <QWidget>

/// A database or server that is open, as one side of a comparison. A value; its pointers become
/// null when it is closed.
struct CompareSide
{
    QPointer<Client> client;
    QPointer<QWidget> place; ///< Where questions about it are asked: see Ask::GuardProperty.
    QString name; ///< What the window calls it.
    QIcon icon; ///< In its colour.
    bool isProduction = false;

    bool isOpen() const { return client && place; }
};
