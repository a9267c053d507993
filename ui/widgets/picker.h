// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QIcon>
#include <QList>
#include <QPointer>

#include <functional>

class QLineEdit;
class QListWidget;

/// A list over the window from which one thing is picked by typing a few of its letters: commands,
/// symbols, lines. Enter takes the chosen one, Escape closes. It deletes itself.
/// Thread: the window's.
class Picker final : public QFrame
{
    Q_OBJECT

public:
    struct Item
    {
        QString name;
        QString detail; ///< In grey behind the name, such as a shortcut.
        QIcon icon;
        std::function<void()> run;
    };

    /// Opens over the window of @p place. @p placeholder says what is to be typed.
    static Picker *open(QWidget *place, const QString &placeholder, QList<Item> items);
    /// How many pixels of a row the name gets, which would be @p name wide, beside a detail that
    /// would be @p detail wide, in a row of @p room: the name comes first, but it leaves two fifths
    /// to a detail that needs them.
    static int nameWidth(int name, int detail, int room);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Picker(QWidget *window, const QString &placeholder, QList<Item> items);
    void filter(const QString &typed);
    int rowHeight() const;
    void accept();
    void giveBackFocus();

    QList<Item> m_items;
    QLineEdit *m_text;
    QListWidget *m_list;
    QPointer<QWidget> m_before; ///< Had the focus.
};
