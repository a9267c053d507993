// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QHash>
#include <QList>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QMenu;
class QPushButton;
class Theme;

/// The declared fields of a collection and the rules of each (contract: fields 2). A collection
/// without any takes whatever is sent. Thread: the window's.
class FieldsPage final : public QWidget
{
    Q_OBJECT

public:
    FieldsPage(const Theme &theme, QWidget *parent);

    /// Shows the array of a collection's definition, as it is saved.
    void show(const Json::Value &fields);
    /// What documents have, `[{"name","types","count"}]`, to be declared with a click.
    void setFound(const Json::Value &found);
    void setCollections(const QStringList &collections);
    /// Shows @p fields as what is being changed.
    void edit(const Json::Value &fields);
    bool hasUnsavedChanges() const { return toJson() != m_saved; }
    QByteArray toJson() const;
    /// The fields that have another name than they were saved with: that one, and the present one.
    QList<std::pair<QString, QString>> renamed() const;

signals:
    void changed();
    void saveRequested();

private:
    /// A field's members as JSON, in their order; those that this page does not know stay.
    using Field = QList<std::pair<QByteArray, QByteArray>>;

    QWidget *makeList();
    QWidget *makeForm();
    QLineEdit *addText(QFormLayout *form, const char *member, const QString &label,
                       const QString &hint);
    QCheckBox *addSwitch(QFormLayout *form, const char *member, const QString &label);
    void addField(const QString &name, const QByteArray &type);
    void removeField();
    void updateList();
    void updateFound();
    void showField();
    void set(const char *member, const QByteArray &json);
    static Json::Document parsed(const Field &field);
    static QByteArray textOf(const Field &field);
    QString titleOf(const Field &field) const;

    const Theme &m_theme;
    QList<Field> m_fields;
    QStringList m_savedNames; ///< Of each of them; empty: it is new.
    QByteArray m_saved = "[]";
    QListWidget *m_list = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_fromDocuments = nullptr;
    QMenu *m_foundMenu = nullptr;
    QWidget *m_form = nullptr;
    QLabel *m_empty = nullptr;
    QPushButton *m_save = nullptr;
    QLineEdit *m_name = nullptr;
    QComboBox *m_type = nullptr;
    QComboBox *m_collection = nullptr;
    QHash<QByteArray, QLineEdit *> m_texts; ///< By the member they edit.
    QHash<QByteArray, QCheckBox *> m_switches;
    QList<std::pair<QString, QByteArray>> m_found; ///< Name and type.
    bool m_isShowing = false;
};
