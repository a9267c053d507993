// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"

#include <QCoreApplication>

#include <cstdio>

namespace {

constexpr char Help[] = R"(hookdeskd: a JSON database with a REST API and codehooks

  hookdeskd serve --database FILE [--listen ADDR:PORT] [--tls-certificate PEM --tls-key PEM] [--hook-hosts N]
                         [--http-threads N] [--first-key-file FILE] [--sample]
  hookdeskd key   create --database FILE [--kind full|web] [--methods GET,POST] [--path '/customers/**']
                         [--origin URL] [--description TEXT]
  hookdeskd key   list|revoke --database FILE [ID]
  hookdeskd hooks pull|push DIR (--database FILE | --server URL --key KEY)
  hookdeskd import COLLECTION FILE.(json|ndjson|csv) [--from-line N] (--database FILE | --server URL --key KEY)
  hookdeskd export COLLECTION FILE.(json|ndjson|csv) (--database FILE | --server URL --key KEY)
  hookdeskd backup TARGET (--database FILE | --server URL --key KEY)
  hookdeskd restore SOURCE --database FILE
  hookdeskd check --database FILE
  hookdeskd --version | --help

serve creates FILE if it does not exist and prints its full-access key once, or writes it to a file that
only you can read; --sample fills a new FILE with customers, orders, tickets and hooks. The address is 127.0.0.1:8787 where none is given; port 0
takes a free one. restore keeps what FILE was under another name, and says which.
)";

} // namespace

int main(int argc, char **argv)
{
    // Glib's event loop costs each request more than Qt's own.
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("hookdeskd"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HOOKDESK_VERSION));
    QStringList arguments = QCoreApplication::arguments().mid(1);
    const QString command = arguments.isEmpty() ? QString() : arguments.takeFirst();
    if (command == QLatin1String("serve"))
        return Commands::serve(arguments);
    if (command == QLatin1String("key"))
        return Commands::key(arguments);
    if (command == QLatin1String("hooks"))
        return Commands::hooks(arguments);
    if (command == QLatin1String("import"))
        return Commands::importDocuments(arguments);
    if (command == QLatin1String("export"))
        return Commands::exportDocuments(arguments);
    if (command == QLatin1String("backup"))
        return Commands::backup(arguments);
    if (command == QLatin1String("restore"))
        return Commands::restore(arguments);
    if (command == QLatin1String("check"))
        return Commands::check(arguments);
    if (command == QLatin1String("--help") || command == QLatin1String("-h")) {
        std::fputs(Help, stdout);
        return 0;
    }
    if (command == QLatin1String("--version")) {
        std::printf("hookdeskd %s\n", HOOKDESK_VERSION);
        return 0;
    }
    return Commands::misuse(
        command.isEmpty() ? QStringLiteral(
            "a command is needed: serve, key, hooks, import, export, backup, restore "
            "or check")
                          : QStringLiteral("there is no command \"%1\"").arg(command));
}
