// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

class Theme;

/// Shows the pages of HelpPages by their path, follows the links between them, and hands others to
/// the desktop. Thread: the window's.
class HelpBrowser final : public QTextBrowser
{
    Q_OBJECT

public:
    HelpBrowser(const Theme &theme, QWidget *parent);

    /// Shows @p page, such as `rest/queries.md#or`.
    void showPage(const QString &page);
    /// The path of the page that is shown.
    const QString &page() const { return m_page; }
    /// Shows the page that was shown first.
    void home() override;
    QVariant loadResource(int type, const QUrl &name) override;

private:
    void follow(const QUrl &link);
    QString styleSheetOfPages() const;

    const Theme &m_theme;
    QString m_page; ///< Known before source() is: that changes after the page was made.
};
