// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class RequestFileActions;

/// What is shown while there are no requests: how to begin. Thread: the window's.
class EmptyRequests final : public QWidget
{
    Q_OBJECT

public:
    /// @p files outlives this.
    EmptyRequests(RequestFileActions &files, QWidget *parent);
};
