// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/core/json.h"

#include <QWidget>

#include <array>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

/// The webhook of a collection: who is told of what is written (contract: fields 5).
/// Thread: the window's.
class WebhookPage final : public QWidget
{
    Q_OBJECT

public:
    explicit WebhookPage(QWidget *parent);

    /// Shows the member `webhook` of a collection's definition, as it is saved.
    void show(const Json::Value &webhook);
    /// Shows @p webhook as what is being changed.
    void edit(const Json::Value &webhook);
    bool hasUnsavedChanges() const { return toJson() != m_saved; }
    QByteArray toJson() const;

signals:
    void changed();
    void saveRequested();

private:
    void update();

    QLineEdit *m_url;
    std::array<QCheckBox *, 3> m_events; ///< Created, changed and deleted.
    QCheckBox *m_active;
    QLabel *m_fault;
    QPushButton *m_save;
    QByteArray m_saved;
};
