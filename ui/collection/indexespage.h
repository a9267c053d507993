// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QByteArrayList>
#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;
class QueryField;
class Theme;

/// The indexes of a collection, how large each is, and whether a query would use one.
/// Thread: the window's.
class IndexesPage final : public QWidget
{
    Q_OBJECT

public:
    IndexesPage(const Theme &theme, QWidget *parent);

    /// Shows the members `indexes` and `fulltext` of a collection's definition.
    void show(const Json::Value &definition);
    /// `[{"fields", "unique", "fulltext", "bytes", "ready"}]`: those that unique fields have come
    /// with it. One that is being built has `progress` as well.
    void setSizes(const Json::Value &sizes);
    /// Whether one of them was being built at setSizes().
    bool isBuilding() const { return m_isBuilding; }
    /// What documents have, for the proposals of the query.
    void setFields(const QStringList &fields);
    /// The answer to explain=true, or why the query was refused.
    void showPlan(const Json::Value &plan, const QString &fault);

signals:
    /// The members of the definition in @p changes are to become these.
    void saveRequested(const QByteArray &changes);
    void explainRequested(const QByteArray &query);

private:
    void makeList();
    void makeForm();
    void makeExplain();
    void add();
    void remove();
    void makeFullText();
    /// How large the full-text index is, or how far.
    void showFullText(const Json::Value &state);
    void save(const QByteArrayList &indexes);

    const Theme &m_theme;
    QTableWidget *m_list = nullptr;
    QLineEdit *m_fields = nullptr;
    QCheckBox *m_unique = nullptr;
    QPushButton *m_remove = nullptr;
    QCheckBox *m_fullText = nullptr;
    QLabel *m_fullTextState = nullptr;
    QueryField *m_query = nullptr;
    QLabel *m_plan = nullptr;
    QByteArrayList m_declared; ///< The JSON of each, in the order of the list; those of unique
                               ///< fields follow it.
    QByteArray m_sizes = "[]";
    bool m_isBuilding = false;
};
