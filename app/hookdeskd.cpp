// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/arguments.h"
#include "app/commands.h"
#include "app/signalwatch.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cstdio>

namespace {

struct Command
{
    const char *name;
    int (*run)(const QStringList &);
    const char *usage; ///< A line each, without the program's name.
    const char *help;
};

constexpr char Target[] = R"(
TARGET is --database FILE, a file that no server has open (backup takes one that is served, too), or
--server URL with the full-access key of that server: --key-file FILE, the environment variable
HOOKDESK_KEY, or --key KEY, which all users of this machine can see.
)";

constexpr std::array AllCommands = {
    Command{"serve", Commands::serve,
            "serve --database FILE [--listen ADDR:PORT] [--tls-certificate PEM --tls-key PEM]\n"
            "      [--hook-hosts N] [--http-threads N] [--first-key-file FILE] [--sample]\n"
            "      [--inspector FILE] [--node NAME] [--no-jobs] [--migrate]\n",
            R"(
Serves FILE until SIGTERM or SIGINT. Requests under way are answered first; a second signal does not
wait for them.

  --database FILE          created where there is none, and its key is printed; or postgres://HOST/NAME
  --listen ADDR:PORT       127.0.0.1:8787 where none is given; port 0 takes a free one
  --tls-certificate PEM    serve HTTPS; both files are read again when they change
  --tls-key PEM
  --hook-hosts N           so many hooks compute at once; 0: as many as there are processors
  --http-threads N         threads that answer requests; 0: as many as there are processors
  --first-key-file FILE    write the first key to FILE, which only you can read, instead of printing it
  --sample                 fill a new FILE with customers, orders, tickets and hooks
  --inspector FILE         where requests are recorded; beside the database where none is given
  --node NAME              what this server is called among those of a database of PostgreSQL
  --no-jobs                jobs that are due are left to the other servers
  --migrate                bring a schema of PostgreSQL that an older version made up to date first
)"},
    Command{"key", Commands::key,
            "key create --database FILE [--kind full|web] [--methods GET,POST] [--path GLOB]\n"
            "      [--origin URL] [--description TEXT]\n"
            "key list --database FILE\n"
            "key revoke ID --database FILE\n",
            R"(
Creates, lists and revokes the API keys of FILE, also while a server has it open.

  --kind full|web       a full-access key, or one for browsers; web where there is a limit
  --methods GET,POST    the methods that it may use
  --path GLOB           the paths that it may use, such as '/customers/**'
  --origin URL          the web site whose pages may use it
  --description TEXT    what it is for

create prints the key alone. It is not kept: only a salted hash of it is.
)"},
    Command{"hooks", Commands::hooks,
            "hooks pull DIR TARGET\n"
            "hooks push DIR TARGET\n",
            R"(
Writes all scripts into DIR (pull), or saves those of DIR (push): DIR/COLLECTION.js and, for
modules, DIR/lib/NAME.js. With a syntax error in any of them nothing is saved. What is likely to be
wrong is named, and so are collections that are made. With --database, the requests that the window
keeps beside FILE are carried too, as DIR/requests.
)"},
    Command{"requests", Commands::requests,
            "requests run DIR [--environment NAME] [--url URL [--key-file FILE]]\n"
            "      [--report FILE.xml]\n",
            R"(
Sends the requests in the *.http files of DIR, or of one such file, in their order, and prints a line
for each. Ends with 1 when a check fails or a request gets no answer.

  --environment NAME    of http-client.env.json and http-client.private.env.json in DIR
  --url URL             the server: the value of {{base}}; http://127.0.0.1:8787 where none is given
  --key-file FILE       the value of {{key}}, or HOOKDESK_KEY, or --key KEY; only --url gets it
  --report FILE.xml     write a report as JUnit XML
)"},
    Command{"import", Commands::importDocuments,
            "import COLLECTION FILE.(json|ndjson|jsonl|csv|md) [--from-line N] TARGET\n",
            R"(
Stores the documents of a file in COLLECTION, which is created when it does not exist. An import that
stops names the line; --from-line N goes on there.
)"},
    Command{"export", Commands::exportDocuments,
            "export COLLECTION FILE.(json|ndjson|jsonl|csv) TARGET\n",
            R"(
Writes all documents of COLLECTION to a file. They are written whole, also fields such as "password".
)"},
    Command{"backup", Commands::backup, "backup FILE TARGET\n",
            R"(
Writes a whole copy of a database to FILE; a server may have the database open meanwhile. FILE may be
an older backup, which is replaced in one step.
)"},
    Command{"restore", Commands::restore, "restore SOURCE --database FILE\n",
            R"(
Puts the backup SOURCE in the place of FILE, which no server may have open. What was there is kept
under another name, which is printed.
)"},
    Command{"check", Commands::check, "check --database FILE\n",
            R"(
Looks for damage in FILE. Prints "ok", or what is damaged.
)"},
    Command{"copy", Commands::copy,
            "copy --from DATABASE --to DATABASE [--replace] [--while-serving]\n",
            R"(
Copies a whole database, from a file or PostgreSQL to a file or PostgreSQL: documents, definitions,
scripts with their versions, keys and settings. Compares both afterwards. DATABASE is a file or
postgres://HOST/NAME. Only a whole copy appears in the place of --to; after an interruption begin anew.

  --from DATABASE    what is copied; no server may have it open
  --to DATABASE      created where there is none; else it must be empty, and no server may have it open
  --replace          keep what --to holds under another name, which is printed
  --while-serving    a server may have --from open: the copy is what it holds at the beginning
)"},
    Command{"migrate", Commands::migrate, "migrate --database DATABASE\n",
            R"(
Brings a database to the version of this program, and makes it where there is none. DATABASE is a file
that no server has open, or postgres://HOST/NAME, whose servers may go on meanwhile. A server does this
by itself to a file; to a schema of PostgreSQL with serve --migrate.
)"},
    Command{"nodes", Commands::nodes, "nodes --database DATABASE\n",
            R"(
Lists the servers that serve DATABASE, which is postgres://HOST/NAME, or did so in the last day: their
names, whether they are alive, when they were last seen and where they are reached.
)"},
};

bool takesTarget(const Command &command)
{
    return QByteArrayView(command.usage).contains("TARGET");
}

void printUsage(const Command &command)
{
    for (const QByteArray &line : QByteArray(command.usage).chopped(1).split('\n'))
        std::printf("  %s%s\n", line.startsWith(' ') ? "" : "hookdeskd ", line.constData());
}

int printHelp()
{
    std::puts("hookdeskd: a JSON database with a REST API and codehooks\n");
    for (const Command &command : AllCommands)
        printUsage(command);
    std::printf("  hookdeskd --version | --help\n%s\nhookdeskd COMMAND --help says more.\n",
                Target);
    return 0;
}

int printHelp(const Command &command)
{
    printUsage(command);
    std::printf("%s%s", command.help, takesTarget(command) ? Target : "");
    return 0;
}

int run(QStringList arguments)
{
    const QString name = arguments.isEmpty() ? QString() : arguments.takeFirst();
    if (name == QLatin1String("--help") || name == QLatin1String("-h"))
        return printHelp();
    if (name == QLatin1String("--version"))
        return std::printf("hookdeskd %s\n", HOOKDESK_VERSION), 0;
    if (name.isEmpty())
        return Commands::misuse(
            QStringLiteral("a command is needed: serve, key, hooks, requests, import, export, "
                           "backup, restore, check, copy, migrate or nodes"));
    const auto *command =
        std::find_if(AllCommands.begin(), AllCommands.end(),
                     [&](const auto &each) { return name == QLatin1String(each.name); });
    if (command == AllCommands.end())
        return Commands::misuse(QStringLiteral("there is no command \"%1\"").arg(name));
    if (arguments.contains(QLatin1String("--help")) || arguments.contains(QLatin1String("-h")))
        return printHelp(*command);
    return command->run(arguments);
}

} // namespace

int main(int argc, char **argv)
{
    // Glib's event loop costs each request more than Qt's own.
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("hookdeskd"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HOOKDESK_VERSION));
    if (!areUtf8(argc, argv))
        return Commands::misuse(QStringLiteral("a name or value is not UTF-8"));
    const int status = run(QCoreApplication::arguments().mid(1));
    // What a signal ends is no failure; what was not done by then is said on standard error.
    return SignalWatch::isAsked() ? 0 : status;
}
