// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class Theme;

/// Asks for the change that many documents are to get: fields to be set, or update operators
/// (contract: documents 5). Thread: the window's.
class BulkEditDialog final : public QDialog
{
    Q_OBJECT

public:
    BulkEditDialog(const Theme &theme, int documents, QWidget *parent);

signals:
    /// @p change is a JSON object that is not empty.
    void chosen(const QByteArray &change);

private:
    void check();

    QPlainTextEdit *m_change;
    QLabel *m_fault;
    QPushButton *m_accept;
};
