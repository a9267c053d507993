#include <QCoreApplication>
#include <QJSEngine>
#include <QFile>
#include <cstdio>
int main(int c, char**v){ QCoreApplication a(c,v); QJSEngine e; e.installExtensions(QJSEngine::ConsoleExtension); QFile p(v[1]); p.open(QIODevice::ReadOnly); auto r=e.evaluate(QString::fromUtf8(p.readAll()),v[1]); printf("%s\n", qPrintable(r.toString())); if(r.isError()) printf("%s\n", qPrintable(r.property("stack").toString())); }
