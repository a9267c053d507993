// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target on seeded mutations of its own examples, where libFuzzer is not at hand.
#include <QByteArray>
#include <QFile>
#include <QList>
#include <QRandomGenerator>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
/// The target's examples.
QList<QByteArray> fuzzExamples();

/// `--examples FOLDER` writes the target's examples there: the corpus with which libFuzzer begins.
static int writeExamples(const char *folder)
{
    int number = 0;
    for (const QByteArray &example : fuzzExamples()) {
        QFile file(QString::fromLocal8Bit(folder) + QStringLiteral("/example%1").arg(number++));
        if (!file.open(QIODevice::WriteOnly) || file.write(example) != example.size())
            return 1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 3 && QByteArrayView(argv[1]) == "--examples")
        return writeExamples(argv[2]);
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 1000;
    QRandomGenerator random(argc > 2 ? quint32(std::atoi(argv[2])) : 1);
    const QList<QByteArray> examples = fuzzExamples();
    for (int round = 0; round < rounds; ++round) {
        QByteArray bytes = examples[random.bounded(int(examples.size()))];
        for (int i = random.bounded(1, 6); i > 0; --i) {
            const int at = random.bounded(int(bytes.size()) + 1);
            switch (random.bounded(5)) {
            case 0:
                bytes.insert(at, char(random.bounded(256)));
                break;
            case 1:
                bytes.remove(at, random.bounded(1, 5));
                break;
            case 2:
                if (at < bytes.size())
                    bytes[at] = char(random.bounded(256));
                break;
            case 3:
                bytes.insert(at, examples[random.bounded(int(examples.size()))]);
                break;
            default:
                bytes.truncate(at);
            }
        }
        LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(bytes.constData()),
                               size_t(bytes.size()));
    }
    std::printf("%d inputs, no finding\n", rounds);
    return 0;
}
