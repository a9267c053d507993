// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

/// Gives the sentences of this folder a context for their translations. The window shows them in
/// its language, and a command, which loads no translation, in English. Any thread.
class ClientTexts
{
    Q_DECLARE_TR_FUNCTIONS(ClientTexts)
};
