// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QTableWidget>

#include <utility>

class Theme;

/// Names and values, each in a row that is edited in place; the last row is empty and waits for
/// another one. Thread: the window's.
class PairTable final : public QTableWidget
{
    Q_OBJECT

public:
    using Pairs = QList<std::pair<QByteArray, QByteArray>>;

    PairTable(const Theme &theme, const char *name, const QString &accessibleName, QWidget *parent);

    void setPairs(const Pairs &pairs);
    /// Without rows that have no name.
    Pairs pairs() const;
    /// Shows the value of @p name as dots until it is edited.
    void setHidden(const QList<QByteArray> &names);

signals:
    /// The user has changed a row.
    void edited();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addEmptyRow();
    void setRow(int row, const QByteArray &name, const QByteArray &value);
    void takeEdit(int row);

    bool m_isFilling = false;
};
