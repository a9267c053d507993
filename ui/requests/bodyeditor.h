// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/requests/requestfile.h"

#include <QWidget>

class PairTable;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QStackedWidget;
class Theme;

/// The body of a request: JSON, text, a form as a table, or a file. Thread: the window's.
class BodyEditor final : public QWidget
{
    Q_OBJECT

public:
    BodyEditor(const Theme &theme, QWidget *parent);

    void show(const Requests::Request &request);
    /// Writes body and content type into @p request.
    void apply(Requests::Request &request) const;

signals:
    void edited();
    /// The user wants to choose a file.
    void fileWanted();

private:
    enum class Kind { None, Json, Text, Form, File };

    static Kind kindOf(const Requests::Request &request);
    void setKind(Kind kind);
    Kind kind() const;
    void format();
    QWidget *makeBar(const Theme &theme);

    QComboBox *m_kind;
    QStackedWidget *m_pages;
    QPlainTextEdit *m_text;
    PairTable *m_form;
    QLineEdit *m_file;
    bool m_isFilling = false;
};
