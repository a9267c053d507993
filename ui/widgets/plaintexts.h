// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QApplication;

/// Has labels and tool tips show their texts as they are, unless they ask for another format. Many
/// come from clients of the server, and Qt takes what looks like HTML for that: `<img
/// src="file:///dev/zero">` in the path of a request would be read until the memory is full.
/// Thread: the window's.
class PlainTexts final : public QObject
{
    Q_OBJECT

public:
    /// For all labels of @p application, which outlives this.
    explicit PlainTexts(QApplication &application);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};
