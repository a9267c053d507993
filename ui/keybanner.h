// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class Theme;

/// A strip that shows a new API key, which cannot be read again later; hidden until there is one.
/// Thread: the window's.
class KeyBanner final : public QFrame
{
    Q_OBJECT

public:
    KeyBanner(const Theme &theme, QWidget *parent);

    void showKey(const QByteArray &key);

signals:
    /// The key is no longer shown.
    void forgotten();

private:
    void forgetKey();

    QLabel *m_key;
};
