// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class Theme;

/// What a collection is for, how many documents it has and who refers to it. Thread: the window's.
class GeneralPage final : public QWidget
{
    Q_OBJECT

public:
    GeneralPage(const Theme &theme, const QString &collection, QWidget *parent);

    /// Shows @p description, as it is saved.
    void show(const QString &description);
    /// Shows @p description as what is being changed.
    void edit(const QString &description);
    bool hasUnsavedChanges() const;
    QString description() const;
    /// Shows how many documents there are, as a sentence.
    void setFacts(const QString &facts);
    /// Shows who refers to the collection.
    void setDependents(const QString &dependents);

signals:
    void changed();
    void saveRequested();
    void renameRequested();
    void dropRequested();

private:
    QLayout *makeButtons(const Theme &theme);

    QLabel *m_facts = nullptr;
    QLineEdit *m_description = nullptr;
    QLabel *m_dependents = nullptr;
};
