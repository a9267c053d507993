// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/routes.h"
#include "client/viewclient.h"
#include "server/http/message.h"

#include <QTest>

/// What Client::read() keeps, and until when.
class TestAnswerCache : public QObject
{
    Q_OBJECT

private slots:
    void askedForOnce();
    void readersShareARequest();
    void changesAreReadAnew_data();
    void changesAreReadAnew();
    void answersOfBeforeAreNotKept();
    void errorsAreNotKept();
    void thoseWhoFollowReadTheNewOne();
    void ownChangesAreSeen();
};

namespace {

/// Answers with the number of the request, when it is told to.
class CountingClient final : public Client
{
public:
    QString identity() const override { return {}; }
    QString name() const override { return {}; }
    bool isReachable() const override { return true; }
    QString url() const override { return {}; }
    void follow() override { }
    void answer(int status = 200)
    {
        for (const auto &[number, pending] : std::exchange(m_open, {}))
            pending.set({status, QByteArray::number(number)});
    }
    int requests() const { return m_requests; }

private:
    void send(const Http::Request &, const Pending<Reply> &pending) override
    {
        m_open.append({++m_requests, pending});
    }

    QList<std::pair<int, Pending<Reply>>> m_open;
    int m_requests = 0;
};

/// What somebody got who asked for @p path.
struct Reader
{
    Reader(Client &client, const QByteArray &path)
    {
        client.read(path).then(&context, [this](const Client::Reply &reply) { got = reply.body; });
    }

    QObject context;
    QByteArray got;
};

Store::CommitSummary ofDocuments(const char *collection)
{
    Store::CommitSummary summary;
    summary.collections.push_back({{.created = 1}, collection});
    return summary;
}

Store::CommitSummary ofDefinition(const char *name)
{
    Store::CommitSummary summary;
    summary.definitions.push_back({Store::DefinitionChange::Subject::Collection,
                                   Store::DefinitionChange::Kind::Changed, name});
    return summary;
}

} // namespace

void TestAnswerCache::askedForOnce()
{
    CountingClient client;
    const Reader first(client, Routes::collection("people"));
    client.answer();
    QCOMPARE(first.got, QByteArray("1"));
    const Reader second(client, Routes::collection("people"));
    QCOMPARE(second.got, QByteArray()); // never within the call
    QTRY_COMPARE(second.got, QByteArray("1"));
    QCOMPARE(client.requests(), 1);
    const Reader other(client, Routes::collection("orders"));
    QCOMPARE(client.requests(), 2);
    ViewClient view(client, {}, nullptr);
    const Reader owner(view, Routes::collection("people"));
    QTRY_COMPARE(owner.got, QByteArray("1"));
}

void TestAnswerCache::readersShareARequest()
{
    CountingClient client;
    const Reader first(client, Routes::keys());
    const Reader second(client, Routes::keys());
    QCOMPARE(client.requests(), 1);
    client.answer();
    QCOMPARE(first.got, QByteArray("1"));
    QCOMPARE(second.got, QByteArray("1"));
}

void TestAnswerCache::changesAreReadAnew_data()
{
    QTest::addColumn<Store::CommitSummary>("change");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("isReadAnew");
    QTest::newRow("definition") << ofDefinition("people") << Routes::collection("people") << true;
    QTest::newRow("other definition")
        << ofDefinition("orders") << Routes::collection("people") << true;
    QTest::newRow("fields") << ofDocuments("people") << Routes::fields("people") << true;
    QTest::newRow("fields of others") << ofDocuments("orders") << Routes::fields("people") << false;
    QTest::newRow("documents") << ofDocuments("people") << Routes::collection("people") << false;
}

void TestAnswerCache::changesAreReadAnew()
{
    QFETCH(Store::CommitSummary, change);
    QFETCH(QByteArray, path);
    QFETCH(bool, isReadAnew);
    CountingClient client;
    const Reader first(client, path);
    client.answer();
    emit client.changed(change);
    const Reader second(client, path);
    QCOMPARE(client.requests(), isReadAnew ? 2 : 1);
    emit client.changesMissed();
    const Reader third(client, path);
    QCOMPARE(client.requests(), isReadAnew ? 3 : 2);
}

void TestAnswerCache::answersOfBeforeAreNotKept()
{
    CountingClient client;
    const Reader before(client, Routes::keys());
    emit client.changed(ofDefinition("people"));
    const Reader after(client, Routes::keys());
    QCOMPARE(client.requests(), 2);
    client.answer();
    QCOMPARE(before.got, QByteArray("1"));
    QCOMPARE(after.got, QByteArray("2"));
    const Reader last(client, Routes::keys());
    QTRY_COMPARE(last.got, QByteArray("2"));
}

void TestAnswerCache::errorsAreNotKept()
{
    CountingClient client;
    const Reader first(client, Routes::keys());
    client.answer(503);
    QCOMPARE(first.got, QByteArray("1"));
    const Reader second(client, Routes::keys());
    client.answer();
    QCOMPARE(second.got, QByteArray("2"));
}

/// Whoever hears of a change and reads then gets what is there after it.
void TestAnswerCache::thoseWhoFollowReadTheNewOne()
{
    CountingClient client;
    QObject panel;
    QByteArray seen;
    connect(&client, &Client::changed, &panel, [&] {
        client.read(Routes::keys()).then(&panel, [&](const Client::Reply &reply) {
            seen = reply.body;
        });
    });
    const Reader first(client, Routes::keys());
    client.answer();
    emit client.changed(ofDefinition("people"));
    client.answer();
    QTRY_COMPARE(seen, QByteArray("2"));
}

void TestAnswerCache::ownChangesAreSeen()
{
    CountingClient client;
    const Reader first(client, Routes::keys());
    client.answer();
    QByteArray seen;
    QObject panel;
    client.request("POST", Routes::draftCheck(), "x"); // changes nothing
    const Reader same(client, Routes::keys());
    QTRY_COMPARE(same.got, QByteArray("1"));
    client.request("PUT", Routes::collection("people"), "{}").then(&panel, [&](const auto &) {
        client.read(Routes::keys()).then(&panel, [&](const Client::Reply &reply) {
            seen = reply.body;
        });
    });
    const Reader meanwhile(client, Routes::keys()); // may be of before or after
    client.answer();
    client.answer();
    QTRY_COMPARE(seen, QByteArray("5"));
}

QTEST_GUILESS_MAIN(TestAnswerCache)
#include "tst_answercache.moc"
