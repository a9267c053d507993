// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QImage>
#include <QStyle>
#include <QTest>

#include <cmath>

namespace {

/// Source: WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor &color)
{
    const auto channel = [](double value) {
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF())
        + 0.0722 * channel(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace

Q_DECLARE_METATYPE(Theme::Role)
Q_DECLARE_METATYPE(QStyle::StandardPixmap)

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void textIsReadable_data();
    void textIsReadable();
    void modesAreLightAndDark();
    void iconsOfQtAreOurs_data();
    void iconsOfQtAreOurs();
};

void TestTheme::textIsReadable_data()
{
    using Role = Theme::Role;
    QTest::addColumn<Theme::Role>("text");
    QTest::addColumn<Theme::Role>("paper");
    QTest::addColumn<double>("least");
    QTest::newRow("text") << Role::Text << Role::Surface << 7.0;
    QTest::newRow("text on chrome") << Role::Text << Role::Background << 7.0;
    QTest::newRow("text on selection") << Role::Text << Role::Selection << 7.0;
    QTest::newRow("muted") << Role::Muted << Role::Background << 4.5;
    QTest::newRow("success") << Role::Success << Role::SuccessSoft << 4.5;
    QTest::newRow("error") << Role::Error << Role::ErrorSoft << 4.5;
    QTest::newRow("keyword") << Role::Keyword << Role::Surface << 4.5;
    QTest::newRow("string") << Role::String << Role::Surface << 4.5;
    QTest::newRow("number") << Role::Number << Role::Surface << 4.5;
    QTest::newRow("comment") << Role::Comment << Role::Surface << 4.5;
    QTest::newRow("hook") << Role::HookName << Role::Surface << 4.5;
}

void TestTheme::textIsReadable()
{
    QFETCH(Theme::Role, text);
    QFETCH(Theme::Role, paper);
    QFETCH(double, least);
    for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark})
        QVERIFY(contrast(Theme::color(mode, text), Theme::color(mode, paper)) >= least);
}

void TestTheme::modesAreLightAndDark()
{
    using Role = Theme::Role;
    for (const Role paper :
         {Role::Surface, Role::Background, Role::Selection, Role::SuccessSoft, Role::ErrorSoft}) {
        QVERIFY(luminance(Theme::color(Theme::Mode::Light, paper)) > 0.5);
        QVERIFY(luminance(Theme::color(Theme::Mode::Dark, paper)) < 0.2);
    }
}

void TestTheme::iconsOfQtAreOurs_data()
{
    QTest::addColumn<QStyle::StandardPixmap>("which");
    QTest::newRow("clear button") << QStyle::SP_LineEditClearButton;
    QTest::newRow("folder") << QStyle::SP_DirIcon;
    QTest::newRow("file") << QStyle::SP_FileIcon;
    QTest::newRow("computer") << QStyle::SP_ComputerIcon;
    QTest::newRow("up") << QStyle::SP_FileDialogToParent;
    QTest::newRow("back") << QStyle::SP_FileDialogBack;
    QTest::newRow("new folder") << QStyle::SP_FileDialogNewFolder;
    QTest::newRow("list") << QStyle::SP_FileDialogListView;
    QTest::newRow("details") << QStyle::SP_FileDialogDetailedView;
    QTest::newRow("warning") << QStyle::SP_MessageBoxWarning;
}

/// In dialogs and fields of Qt, drawn in a colour of the theme that follows the mode.
void TestTheme::iconsOfQtAreOurs()
{
    QFETCH(QStyle::StandardPixmap, which);
    Theme theme(*qApp, Theme::Mode::Light);
    const QIcon icon = QApplication::style()->standardIcon(which);
    for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        theme.setMode(mode);
        const QImage image =
            icon.pixmap(QSize(64, 64), 1.0).toImage().convertToFormat(QImage::Format_ARGB32);
        int drawn = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor color = image.pixelColor(x, y);
                if (color.alpha() < 255)
                    continue; // the edge of a line
                ++drawn;
                QCOMPARE(color.name(), theme.color(Theme::Role::Muted).name());
            }
        }
        QVERIFY(drawn > 20);
    }
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
