// SPDX-License-Identifier: GPL-3.0-or-later
// Draws an SVG as square PNGs, when packages are built:  rendericon SVG SIZE PNG [SIZE PNG …]
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

#include <cstdio>

int main(int argc, char **argv)
{
    if (argc < 4 || argc % 2 != 0) {
        std::fputs("rendericon: SVG SIZE PNG [SIZE PNG …]\n", stderr);
        return 2;
    }
    QSvgRenderer renderer(QString::fromLocal8Bit(argv[1]));
    bool isDrawn = renderer.isValid();
    for (int i = 2; isDrawn && i < argc; i += 2) {
        const int size = QByteArray(argv[i]).toInt();
        QImage image(size, size, QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        isDrawn = image.save(QString::fromLocal8Bit(argv[i + 1]));
    }
    if (!isDrawn)
        std::fputs("rendericon: the picture cannot be read or written\n", stderr);
    return isDrawn ? 0 : 1;
}
