// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class HelpBrowser;
class QLineEdit;
class QTreeWidget;
class Theme;

/// The documentation in a window of its own, without a network: contents and a search on the left,
/// the page on the right. Ctrl+F goes to the search, Alt+Left and Alt+Right go back and forth,
/// Escape closes. Thread: the window's.
class HelpWindow final : public QWidget
{
    Q_OBJECT

public:
    HelpWindow(const Theme &theme, QWidget *parent);

    /// Shows the window with @p page, such as `rest/queries.md#or`; an empty one is the page that
    /// was shown last.
    void open(const QString &page = QString());
    /// Shows what the hook reference says of @p name: `db.get`, `beforePOST`; its beginning when
    /// it says nothing.
    void openFunction(const QString &name);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeContents();
    QWidget *makeReader();
    void showContents();
    void search(const QString &words);
    void pageShown();
    void markWords();

    const Theme &m_theme;
    QLineEdit *m_search = nullptr;
    QTreeWidget *m_list = nullptr; ///< The contents, or what was found.
    HelpBrowser *m_browser;
};
