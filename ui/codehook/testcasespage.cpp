// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/codehook/testcasespage.h"

#include "client/routes.h"
#include "ui/codehook/comparedialog.h"
#include "ui/widgets/ask.h"
#include "ui/widgets/layouts.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/prettyjson.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>

#include <algorithm>

namespace {

QList<TestCase> casesOf(const Json::Value &tests)
{
    QList<TestCase> cases;
    for (const Json::Value &each : tests.value("cases").items())
        cases.append(TestCase::fromJson(each));
    return cases;
}

QByteArray testsOf(const Client::Reply &definition)
{
    return definition.json().root().value("tests").toJson();
}

} // namespace

TestCasesPage::TestCasesPage(Client &client, const Theme &theme, const QString &collection,
                             QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_theme(theme)
    , m_path(Routes::collection(collection))
    , m_testPath(Routes::codehookTest(collection))
    , m_notice(new NoticeBar(theme, this))
    , m_list(new QListWidget(this))
    , m_beforeSaving(new QCheckBox(tr("Run all before saving the script"), this))
    , m_remove(new QPushButton(theme.icon(QStringLiteral("trash")), tr("Remove"), this))
    , m_runAll(new QPushButton(theme.icon(QStringLiteral("player-play")), tr("Run all"), this))
    , m_state(new QLabel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    m_state->setObjectName(QStringLiteral("caseState"));
    m_state->setProperty("muted", true);
    m_state->setWordWrap(true);
    layout->addWidget(m_state);
    m_list->setObjectName(QStringLiteral("testCases"));
    m_list->setAccessibleName(tr("Test cases"));
    m_list->setIconSize(QSize(14, 14));
    m_list->setWordWrap(true);
    layout->addWidget(m_list, 1);
    m_beforeSaving->setObjectName(QStringLiteral("runBeforeSaving"));
    layout->addWidget(m_beforeSaving);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_remove->setObjectName(QStringLiteral("removeCase"));
    m_runAll->setObjectName(QStringLiteral("runAllCases"));
    row->addWidget(m_remove);
    row->addStretch();
    row->addWidget(m_runAll);
    layout->addLayout(row);
    connect(m_list, &QListWidget::itemClicked, this,
            [this] { emit activated(m_cases.at(m_list->currentRow())); });
    connect(m_list, &QListWidget::itemActivated, this,
            [this] { emit activated(m_cases.at(m_list->currentRow())); });
    connect(m_list, &QListWidget::currentRowChanged, this,
            [this](int row) { m_remove->setEnabled(row >= 0); });
    connect(m_remove, &QPushButton::clicked, this, &TestCasesPage::remove);
    connect(m_runAll, &QPushButton::clicked, this, &TestCasesPage::runAllRequested);
    connect(m_beforeSaving, &QCheckBox::clicked, this, &TestCasesPage::save);
    connect(&theme, &Theme::changed, this, &TestCasesPage::update);
    update();
}

void TestCasesPage::begin(const Client::Reply &definition)
{
    if (m_tag.isEmpty())
        show(definition);
}

void TestCasesPage::show(const Client::Reply &definition)
{
    m_tag = definition.tag;
    m_saved = testsOf(definition);
    const auto tests = Json::Document::parseKnown(m_saved);
    m_cases = casesOf(tests->root());
    m_outcomes = QList<Outcome>(m_cases.size());
    m_beforeSaving->setChecked(tests->root().value("beforeSaving").toBool());
    update();
}

bool TestCasesPage::runsBeforeSaving() const
{
    return m_beforeSaving->isChecked() && !m_cases.isEmpty();
}

void TestCasesPage::keep(const TestCase &testCase)
{
    const auto rule = [](const QString &text) {
        return text.trimmed().isEmpty() ? tr("Name, for example: rejects an empty order")
                                        : QString();
    };
    Ask::forText(
        this,
        {tr("Save as test case"),
         tr("The request and its response are saved with the collection. Name of the test case:"),
         tr("Keep"), rule},
        [this, testCase](const QString &name) {
            TestCase named = testCase;
            named.name = name.trimmed();
            const auto known =
                std::find_if(m_cases.begin(), m_cases.end(),
                             [&](const TestCase &each) { return each.name == named.name; });
            if (known != m_cases.end()) {
                *known = named;
            } else {
                m_cases.append(named);
                m_outcomes.append(Outcome());
            }
            save();
            update();
        });
}

void TestCasesPage::remove()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    m_cases.removeAt(row);
    m_outcomes.removeAt(row);
    save();
    update();
}

QByteArray TestCasesPage::toJson() const
{
    Json::ArrayWriter cases;
    for (const TestCase &each : std::as_const(m_cases))
        cases.raw(each.toJson());
    return Json::ObjectWriter()
        .raw("cases", cases.take())
        .boolean("beforeSaving", m_beforeSaving->isChecked())
        .take();
}

void TestCasesPage::save()
{
    m_client
        .requestIfMatch("PUT", m_path, m_tag, Json::ObjectWriter().raw("tests", toJson()).take())
        .then(this, [this](const Client::Reply &reply) {
            if (reply.isOvertaken())
                return readTheirs();
            if (!reply.isOk()) {
                m_state->setText(tr("Not saved. %1").arg(reply.explanation()));
                return;
            }
            m_tag = reply.tag;
            m_saved = testsOf(reply);
            m_notice->hide();
        });
}

// ---- changes of others

/// Saving was refused, because the definition is another one by now. Where others have changed no
/// test cases, it is saved all the same.
void TestCasesPage::readTheirs()
{
    m_client.request("GET", m_path).then(this, [this](const Client::Reply &reply) {
        if (!reply.isOk()) {
            m_state->setText(tr("Not saved. %1").arg(reply.explanation()));
            return;
        }
        if (testsOf(reply) != m_saved)
            return showTheirs(reply);
        m_tag = reply.tag;
        save();
    });
}

void TestCasesPage::showTheirs(const Client::Reply &theirs)
{
    m_notice->tell(NoticeBar::Kind::Warning,
                   tr("Somebody else saved test cases of this collection meanwhile."),
                   {{tr("Compare"), "compareVersions",
                     [this, theirs] {
                         (new CompareDialog(
                              m_theme,
                              {tr("Saved by somebody else"), PrettyJson::format(testsOf(theirs))},
                              {tr("Your version"), PrettyJson::format(toJson())}, this))
                             ->open();
                     },
                     true},
                    {tr("Use theirs"), "useTheirs", [this, theirs] { show(theirs); }},
                    {tr("Keep mine"), "keepMine", [this, theirs] { keepMine(theirs); }}});
}

/// The cases that were changed here go over theirs; the others stay as somebody else has them.
void TestCasesPage::keepMine(const Client::Reply &theirs)
{
    const auto before = Json::Document::parseKnown(m_saved);
    const bool beforeSaving = m_beforeSaving->isChecked();
    const bool isChanged = before->root().value("beforeSaving").toBool() != beforeSaving;
    const QList<TestCase> cases = TestCase::merged(casesOf(before->root()), m_cases,
                                                   casesOf(theirs.json().root().value("tests")));
    show(theirs);
    m_cases = cases;
    m_outcomes = QList<Outcome>(m_cases.size());
    if (isChanged)
        m_beforeSaving->setChecked(beforeSaving);
    update();
    save();
}

void TestCasesPage::update()
{
    const int row = m_list->currentRow();
    m_list->clear();
    int passed = 0;
    int run = 0;
    for (qsizetype i = 0; i < m_cases.size(); ++i) {
        const Outcome &outcome = m_outcomes[i];
        const bool isPassed = outcome.isRun && outcome.differences.isEmpty();
        passed += isPassed ? 1 : 0;
        run += outcome.isRun ? 1 : 0;
        auto *item =
            new QListWidgetItem(outcome.differences.isEmpty() ? m_cases[i].name
                                                              : m_cases[i].name + QLatin1Char('\n')
                                        + outcome.differences.join(QLatin1Char('\n')),
                                m_list);
        item->setIcon(!outcome.isRun
                          ? m_theme.icon(QStringLiteral("minus"), Theme::Role::Faint)
                          : m_theme.icon(isPassed ? QStringLiteral("circle-check")
                                                  : QStringLiteral("circle-x"),
                                         isPassed ? Theme::Role::Success : Theme::Role::Error));
        item->setData(Qt::AccessibleDescriptionRole,
                      !outcome.isRun ? tr("not run yet")
                                     : (isPassed ? tr("passed") : tr("failed")));
    }
    m_list->setCurrentRow(std::min(row, m_list->count() - 1));
    m_remove->setEnabled(m_list->currentRow() >= 0);
    m_runAll->setEnabled(!m_cases.isEmpty());
    if (m_cases.isEmpty())
        m_state->setText(tr("No test cases yet. Run a request, then save it with its response to "
                            "see later what a change to the script breaks."));
    else
        m_state->setText(
            run == 0
                ? tr("%Ln test case(s), not run yet", nullptr, int(m_cases.size()))
                : tr("%1 of %Ln test case(s) passed", nullptr, int(m_cases.size())).arg(passed));
}

void TestCasesPage::runAll(const QString &source, std::function<void(QStringList)> done)
{
    m_outcomes = QList<Outcome>(m_cases.size());
    m_runAll->setEnabled(false);
    runNext(0, source, {}, std::move(done));
}

void TestCasesPage::runNext(int at, const QString &source, QStringList failures,
                            std::function<void(QStringList)> done)
{
    if (at >= m_cases.size()) {
        update();
        done(failures);
        return;
    }
    const TestCase testCase = m_cases[at];
    m_client.request("POST", m_testPath, testCase.run(source))
        .then(this,
              [this, at, source, failures, done = std::move(done),
               testCase](const Client::Reply &reply) {
                  const auto report = reply.json();
                  const QStringList differences = reply.isOk() ? testCase.differences(report.root())
                                                               : QStringList{reply.message()};
                  if (at < m_outcomes.size()) // one may have been removed meanwhile
                      m_outcomes[at] = {true, differences};
                  QStringList failed = failures;
                  if (!differences.isEmpty())
                      failed.append(
                          QStringLiteral("%1: %2").arg(testCase.name, differences.first()));
                  runNext(at + 1, source, failed, done);
              });
}
