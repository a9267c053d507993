// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QTreeWidget;
class QTreeWidgetItem;
class Theme;

namespace Json {
class Value;
}

/// A request or an answer with its headers: as text, or its JSON as a tree; both can be searched.
/// Thread: the window's.
class BodyView final : public QWidget
{
    Q_OBJECT

public:
    /// The text has the object name @p name.
    BodyView(const Theme &theme, const char *name, const QString &accessibleName, QWidget *parent);

    /// Shows @p text; @p body is what of it may be JSON.
    void show(const QString &text, const QByteArray &body);
    void clear() { show({}, {}); }
    /// Shows a tree where there is JSON.
    void setTree(bool isTree);
    /// Opens the field for what is looked for.
    void find();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void search();
    void searchNext();
    void searchNextItem();
    int searchTree(QTreeWidgetItem &item, const QString &typed);
    void addItem(QTreeWidgetItem &parent, const QString &name, const Json::Value &value);
    void update();

    const Theme &m_theme;
    QWidget *m_bar;
    QLineEdit *m_typed;
    QLabel *m_count;
    QPlainTextEdit *m_text;
    QTreeWidget *m_tree;
    bool m_isTree = false;
    bool m_hasJson = false;
};
