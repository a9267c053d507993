// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/requests/runner.h"
#include "ui/widgets/foldingrow.h"

#include <QWidget>

class AddressField;
class AuthorizationBox;
class BodyEditor;
class PairTable;
class QComboBox;
class QHBoxLayout;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QTabWidget;
class Theme;

namespace Json {
class Value;
}

/// One request as a form, and the file that it is in as text. Thread: the window's.
class RequestEditor final : public QWidget
{
    Q_OBJECT

public:
    RequestEditor(const Theme &theme, QWidget *parent);

    /// The bar with method, address and authorization, to which a panel adds its buttons.
    QWidget *bar() const { return m_bar; }
    /// The end of it, for what else is done with the request.
    QWidget *acts() const { return m_acts; }
    AddressField *address() const { return m_address; }
    void setKeys(const Json::Value &keys);

    /// Shows @p request of a file with the text @p file; what is the same already stays as it is.
    void show(const Requests::Request &request, const QByteArray &file);
    /// Shows @p text as that of the file. What is no UTF-8 can be looked at only.
    void showFile(const QByteArray &text);
    /// The request as it is now.
    const Requests::Request &request() const { return m_request; }
    /// How it went: its checks under the form. Null: it was not sent.
    void showResult(const Requests::Report *report);
    /// Puts the path @p file into the body.
    void setBodyFile(const QString &file);
    /// Selects what the request is called, to be typed over.
    void focusTitle();

signals:
    /// The form has another request.
    void edited();
    /// The text of the file is another.
    void fileEdited(const QByteArray &text);
    void bodyFileWanted();

private:
    QPlainTextEdit *makeText(const char *name, const QString &accessibleName,
                             const QString &placeholder);
    void build();
    void addPages();
    void connectAll();
    void take();
    void tellEdited(const Requests::Request &before);
    void takeFile();
    void takeQuery();
    void showQuery();
    void showCounts();
    void setLines(QPlainTextEdit *text, const char *directive);
    void takeLines(const QPlainTextEdit *text, const char *directive);

    const Theme &m_theme;
    Requests::Request m_request;
    FoldingRow *m_bar;
    QWidget *m_acts = nullptr;
    QComboBox *m_method;
    AddressField *m_address;
    AuthorizationBox *m_authorization;
    QLineEdit *m_title;
    QLineEdit *m_name;
    QTabWidget *m_tabs;
    BodyEditor *m_body;
    PairTable *m_query;
    PairTable *m_headers;
    QPlainTextEdit *m_values;
    QPlainTextEdit *m_checks;
    QPlainTextEdit *m_file;
    QListWidget *m_outcomes;
    QByteArray m_fileText; ///< What m_file shows once it is seen: it may be large.
    bool m_isFilling = false;
};
