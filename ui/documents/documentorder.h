// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

/// By which fields documents are sorted, the first one decides first. A value; any thread.
class DocumentOrder final
{
public:
    struct Key
    {
        QString field;
        Qt::SortOrder order = Qt::AscendingOrder;

        bool operator==(const Key &) const = default;
    };

    /// By the ids.
    DocumentOrder() = default;
    explicit DocumentOrder(const QList<Key> &keys)
        : m_keys(keys)
    {
    }

    const QList<Key> &keys() const { return m_keys; }
    bool isEmpty() const { return m_keys.isEmpty(); }
    /// The place of @p field among the keys, from 0; -1: it is none of them.
    int indexOf(const QString &field) const;
    /// This with @p field added as the last key, ascending. A key that ascends is reversed, and one
    /// that descends is removed.
    DocumentOrder toggled(const QString &field) const;
    /// The member `$orderby` of `h`, with its name; empty: isEmpty().
    QByteArray hint() const;

    /// As it is kept in settings: `+name` or `-age`.
    QStringList texts() const;
    static DocumentOrder fromTexts(const QStringList &texts);

    bool operator==(const DocumentOrder &) const = default;

private:
    QList<Key> m_keys;
};
