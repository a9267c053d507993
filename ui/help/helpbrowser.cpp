// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/helpbrowser.h"

#include "ui/help/helppages.h"
#include "ui/widgets/theme.h"

#include <QDesktopServices>
#include <QImage>

#include <algorithm>

HelpBrowser::HelpBrowser(const Theme &theme, QWidget *parent)
    : QTextBrowser(parent)
    , m_theme(theme)
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    constexpr int Margin = 24; // Pixels round the page.
    document()->setDocumentMargin(Margin);
    document()->setDefaultStyleSheet(styleSheetOfPages());
    connect(this, &QTextBrowser::anchorClicked, this, &HelpBrowser::follow);
    connect(&theme, &Theme::changed, this, [this] {
        document()->setDefaultStyleSheet(styleSheetOfPages());
        reload();
    });
}

void HelpBrowser::showPage(const QString &page)
{
    setSource(QUrl(page), QTextDocument::HtmlResource);
}

/// Qt would ask for it as Markdown, by its name.
void HelpBrowser::home()
{
    showPage(historyUrl(-backwardHistoryCount()).toString());
}

void HelpBrowser::follow(const QUrl &link)
{
    const QUrl target = source().resolved(link);
    if (target.isRelative() && HelpPages::find(target.path()))
        setSource(target, QTextDocument::HtmlResource);
    else
        QDesktopServices::openUrl(link);
}

QVariant HelpBrowser::loadResource(int type, const QUrl &name)
{
    if (type == QTextDocument::HtmlResource) {
        m_page = name.path();
        const HelpPage *page = HelpPages::find(m_page);
        return page ? HelpPages::html(*page) : QVariant();
    }
    if (type != QTextDocument::ImageResource)
        return QVariant();
    // Pictures are of whole windows: made as wide as text is read, and as fine as the screen.
    constexpr int Width = 720;
    // While a page comes, its pictures are resolved against the page before, which may be in a
    // folder: only the last part of the name is right.
    const QImage whole(QStringLiteral(":/docs/pictures/") + name.fileName());
    if (whole.isNull()) // of the page that goes while another comes
        return QVariant();
    QImage image = whole.scaledToWidth(std::min(qRound(Width * devicePixelRatioF()), whole.width()),
                                       Qt::SmoothTransformation);
    image.setDevicePixelRatio(double(image.width()) / Width);
    return image;
}

QString HelpBrowser::styleSheetOfPages() const
{
    const auto color = [this](Theme::Role role) { return m_theme.color(role).name(); };
    const QString family = m_theme.codeFont().family();
    return QStringLiteral(
               "h1 { font-size: 20pt; font-weight: 600; margin-bottom: 12px; }"
               "h2 { font-size: 14pt; font-weight: 600; margin-top: 22px; }"
               "h3 { font-size: 11pt; font-weight: 600; margin-top: 16px; }"
               "p, li { line-height: 140%; }"
               "code, pre { font-family: '%1'; }"
               "pre { white-space: pre-wrap; margin: 0; }"
               "a { color: %2; text-decoration: none; }"
               "table { border-collapse: collapse; border-color: %3; }"
               "table.code { border: none; } td.code { background-color: %4; border: none; }"
               "th { text-align: left; background-color: %4; }")
        .arg(family, color(Theme::Role::Accent), color(Theme::Role::Border),
             color(Theme::Role::Background));
}
