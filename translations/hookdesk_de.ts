<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en_US">
<context>
    <name>AccessPage</name>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Private data: users see and change only what they created</source>
        <translation>Private Daten: Benutzer sehen und ändern nur, was sie angelegt haben</translation>
    </message>
    <message>
        <source>Save access</source>
        <translation>Zugriff speichern</translation>
    </message>
    <message>
        <source>Full-access keys may do everything here, web keys what their path and methods say (Server &gt; API keys). Users who sign in with a token may do what their roles are given; the role * is every user.</source>
        <translation>Schlüssel mit vollem Zugriff dürfen hier alles, Web-Schlüssel das, was ihr Pfad und ihre Methoden erlauben (Server &gt; API-Schlüssel). Benutzer, die sich mit einem Token anmelden, dürfen, was ihre Rollen erlauben; die Rolle * ist jeder Benutzer.</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>A role, such as editor</source>
        <translation>Eine Rolle, etwa redaktion</translation>
    </message>
    <message>
        <source>Add role</source>
        <translation>Rolle hinzufügen</translation>
    </message>
    <message>
        <source>Keys that reach it:</source>
        <translation>Schlüssel, die sie erreichen:</translation>
    </message>
    <message>
        <source>all methods</source>
        <translation>alle Methoden</translation>
    </message>
    <message>
        <source>Roles and their permissions</source>
        <translation>Rollen und was sie dürfen</translation>
    </message>
    <message>
        <source>New role</source>
        <translation>Neue Rolle</translation>
    </message>
    <message>
        <source>all collections</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>The role admin sees all documents</source>
        <translation>Die Rolle admin sieht alle Dokumente</translation>
    </message>
    <message>
        <source>No role has access yet.</source>
        <translation>Noch keine Rolle hat Zugriff.</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;New database…</source>
        <translation>&amp;Neue Datenbank…</translation>
    </message>
    <message>
        <source>&amp;Open database…</source>
        <translation>Datenbank ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Open the &amp;sample</source>
        <translation>&amp;Beispiel öffnen</translation>
    </message>
    <message>
        <source>&amp;Connect to a server…</source>
        <translation>Mit einem Ser&amp;ver verbinden…</translation>
    </message>
    <message>
        <source>Open r&amp;ecent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Na&amp;me and color…</source>
        <translation>Na&amp;me und Farbe…</translation>
    </message>
    <message>
        <source>Close &amp;database</source>
        <translation>&amp;Datenbank schließen</translation>
    </message>
    <message>
        <source>&amp;Back up…</source>
        <translation>&amp;Sichern…</translation>
    </message>
    <message>
        <source>&amp;Restore a backup…</source>
        <translation>Sicherung &amp;wiederherstellen…</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>S&amp;peichern</translation>
    </message>
    <message>
        <source>C&amp;lose tab</source>
        <translation>Reiter s&amp;chließen</translation>
    </message>
    <message>
        <source>Reopen closed &amp;tab</source>
        <translation>Geschlossenen T&amp;ab wieder öffnen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Bee&amp;nden</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>A&amp;lles auswählen</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>Find and replac&amp;e</source>
        <translation>Suchen und ersetzen</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>Weitersuchen</translation>
    </message>
    <message>
        <source>Find pre&amp;vious</source>
        <translation>Rückwärts suchen</translation>
    </message>
    <message>
        <source>T&amp;oggle comment</source>
        <translation>Auskommentieren oder &amp;zurück</translation>
    </message>
    <message>
        <source>Add next occurrence to selection</source>
        <translation>Auch das nächste Vorkommen wählen</translation>
    </message>
    <message>
        <source>Move line up</source>
        <translation>Zeile nach oben schieben</translation>
    </message>
    <message>
        <source>Move line &amp;down</source>
        <translation>Zeile nach unten schieben</translation>
    </message>
    <message>
        <source>Copy &amp;line</source>
        <translation>Zeile verdoppeln</translation>
    </message>
    <message>
        <source>Rena&amp;me variable</source>
        <translation>Variable umbenennen</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>&amp;Voreinstellungen…</translation>
    </message>
    <message>
        <source>&amp;Go to…</source>
        <translation>&amp;Gehe zu…</translation>
    </message>
    <message>
        <source>&amp;Search in all scripts</source>
        <translation>In allen Skripten &amp;suchen</translation>
    </message>
    <message>
        <source>&amp;Problems in all scripts</source>
        <translation>&amp;Probleme in allen Skripten</translation>
    </message>
    <message>
        <source>Go to &amp;line</source>
        <translation>Gehe z&amp;u Zeile</translation>
    </message>
    <message>
        <source>Go to s&amp;ymbol</source>
        <translation>Gehe zu S&amp;ymbol</translation>
    </message>
    <message>
        <source>Go to &amp;definition (Ctrl+click)</source>
        <translation>Gehe zur Definition (Strg+Klick)</translation>
    </message>
    <message>
        <source>Find all &amp;references</source>
        <translation>Alle Verwendungen</translation>
    </message>
    <message>
        <source>Go &amp;back</source>
        <translation>Zur&amp;ück</translation>
    </message>
    <message>
        <source>Next pr&amp;oblem</source>
        <translation>Nächstes Problem</translation>
    </message>
    <message>
        <source>Pre&amp;vious problem</source>
        <translation>Voriges Problem</translation>
    </message>
    <message>
        <source>Next &amp;change</source>
        <translation>Nächste Änderung</translation>
    </message>
    <message>
        <source>Previous c&amp;hange</source>
        <translation>Vorige Änderung</translation>
    </message>
    <message>
        <source>Next &amp;tab</source>
        <translation>Nächster &amp;Tab</translation>
    </message>
    <message>
        <source>Previous t&amp;ab</source>
        <translation>Voriger T&amp;ab</translation>
    </message>
    <message>
        <source>Next pan&amp;e</source>
        <translation>Nächster Bere&amp;ich</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Voriger Bereich</translation>
    </message>
    <message>
        <source>Ne&amp;xt database</source>
        <translation>&amp;Nächste Datenbank</translation>
    </message>
    <message>
        <source>Prev&amp;ious database</source>
        <translation>&amp;Vorige Datenbank</translation>
    </message>
    <message>
        <source>&amp;Jobs</source>
        <translation>&amp;Jobs</translation>
    </message>
    <message>
        <source>Job runs (System_&amp;log)</source>
        <translation>Läufe von Jobs (System_&amp;log)</translation>
    </message>
    <message>
        <source>REST &amp;inspector</source>
        <translation>REST-&amp;Inspektor</translation>
    </message>
    <message>
        <source>Undock inspector (&amp;window)</source>
        <translation>Inspektor in eigenem Fenste&amp;r</translation>
    </message>
    <message>
        <source>&amp;Filter the inspector</source>
        <translation>Inspektor &amp;filtern</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>A&amp;ktualisieren</translation>
    </message>
    <message>
        <source>Toggle &amp;theme</source>
        <translation>Hell oder &amp;dunkel</translation>
    </message>
    <message>
        <source>&amp;Zoom in</source>
        <translation>&amp;Größerer Text</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Kleinerer Text</translation>
    </message>
    <message>
        <source>Reset zoo&amp;m</source>
        <translation>&amp;Üblicher Text</translation>
    </message>
    <message>
        <source>Add &amp;collection…</source>
        <translation>Neue &amp;Sammlung…</translation>
    </message>
    <message>
        <source>&amp;Add document</source>
        <translation>Neues D&amp;okument</translation>
    </message>
    <message>
        <source>&amp;Edit selected documents…</source>
        <translation>Die gewählten Dokumente ändern…</translation>
    </message>
    <message>
        <source>&amp;Delete selected documents</source>
        <translation>Die gewählten Dokumente löschen</translation>
    </message>
    <message>
        <source>Copy as &amp;JSON</source>
        <translation>Als JSON kopieren</translation>
    </message>
    <message>
        <source>Copy the &amp;query as cURL</source>
        <translation>Abfrage als cURL kopieren</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>E&amp;xport results…</source>
        <translation>Treffer e&amp;xportieren…</translation>
    </message>
    <message>
        <source>&amp;Test run</source>
        <translation>Probe&amp;lauf</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>&amp;Verlauf</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Formatieren</translation>
    </message>
    <message>
        <source>Insert &amp;snippet</source>
        <translation>Baustein einfügen</translation>
    </message>
    <message>
        <source>&amp;Completions</source>
        <translation>Vorsc&amp;hläge</translation>
    </message>
    <message>
        <source>Show &amp;parameters</source>
        <translation>&amp;Parameter anzeigen</translation>
    </message>
    <message>
        <source>&amp;Explain the name at the caret</source>
        <translation>Den Namen an der Schreibmarke erklären</translation>
    </message>
    <message>
        <source>St&amp;art</source>
        <translation>St&amp;arten</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>Anha&amp;lten</translation>
    </message>
    <message>
        <source>API &amp;keys</source>
        <translation>API-Schlüsse&amp;l</translation>
    </message>
    <message>
        <source>&amp;Users and roles</source>
        <translation>Ben&amp;utzer und Rollen</translation>
    </message>
    <message>
        <source>&amp;Settings of the database</source>
        <translation>&amp;Einstellungen der Datenbank</translation>
    </message>
    <message>
        <source>&amp;Documentation</source>
        <translation>&amp;Dokumentation</translation>
    </message>
    <message>
        <source>&amp;Hook reference</source>
        <translation>&amp;Hooks und ihre Funktionen</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Hookdesk</source>
        <translation>Ü&amp;ber Hookdesk</translation>
    </message>
    <message>
        <source>Run now</source>
        <translation>Jetzt ausführen</translation>
    </message>
    <message>
        <source>Enable or disable</source>
        <translation>Ein- oder ausschalten</translation>
    </message>
    <message>
        <source>Delete job</source>
        <translation>Job löschen</translation>
    </message>
    <message>
        <source>Open in test run</source>
        <translation>Im Probelauf öffnen</translation>
    </message>
    <message>
        <source>Send again…</source>
        <translation>Noch einmal senden…</translation>
    </message>
    <message>
        <source>Copy as cURL</source>
        <translation>Als cURL kopieren</translation>
    </message>
    <message>
        <source>D&amp;uplicate document</source>
        <translation>Dokument d&amp;uplizieren</translation>
    </message>
    <message>
        <source>&amp;Filter by this value</source>
        <translation>Nach diesem Wert &amp;filtern</translation>
    </message>
    <message>
        <source>Exclude this &amp;value</source>
        <translation>Diesen &amp;Wert ausschließen</translation>
    </message>
    <message>
        <source>Open the &amp;related document</source>
        <translation>Das Das verbundene Dokument ö&amp;ffnenamp;verbundene Dokument öffnen</translation>
    </message>
    <message>
        <source>&amp;Compare and deploy</source>
        <translation>&amp;Vergleichen und übertragen</translation>
    </message>
    <message>
        <source>Re&amp;quests</source>
        <translation>&amp;Anfragen</translation>
    </message>
    <message>
        <source>&amp;Open the query in requests</source>
        <translation>Abfrage in Anfragen &amp;öffnen</translation>
    </message>
    <message>
        <source>Send the request</source>
        <translation>Anfrage senden</translation>
    </message>
    <message>
        <source>Run the folder of requests</source>
        <translation>Ordner von Anfragen ausführen</translation>
    </message>
    <message>
        <source>Edit and send…</source>
        <translation>Bearbeiten und senden…</translation>
    </message>
    <message>
        <source>Step into</source>
        <translation>In Aufruf hinein</translation>
    </message>
    <message>
        <source>Step over</source>
        <translation>Über Aufruf hinweg</translation>
    </message>
    <message>
        <source>Step out</source>
        <translation>Aus Funktion heraus</translation>
    </message>
    <message>
        <source>Step back into</source>
        <translation>Rückwärts in Aufruf hinein</translation>
    </message>
    <message>
        <source>Step back over</source>
        <translation>Rückwärts über Aufruf hinweg</translation>
    </message>
    <message>
        <source>Step back out</source>
        <translation>Rückwärts aus Funktion heraus</translation>
    </message>
    <message>
        <source>Run to the next stop</source>
        <translation>Bis zum nächsten Haltepunkt</translation>
    </message>
    <message>
        <source>Run back to a stop</source>
        <translation>Zurück bis zu einem Haltepunkt</translation>
    </message>
    <message>
        <source>First step</source>
        <translation>Erster Schritt</translation>
    </message>
    <message>
        <source>Last step</source>
        <translation>Letzter Schritt</translation>
    </message>
    <message>
        <source>First error</source>
        <translation>Erster Fehler</translation>
    </message>
    <message>
        <source>Run to the caret</source>
        <translation>Bis zur Schreibmarke</translation>
    </message>
    <message>
        <source>Go to where this was set</source>
        <translation>Dorthin, wo dies gesetzt wurde</translation>
    </message>
    <message>
        <source>Set or remove a stop</source>
        <translation>Haltepunkt setzen oder entfernen</translation>
    </message>
    <message>
        <source>Watch the name at the caret</source>
        <translation>Namen an der Schreibmarke beobachten</translation>
    </message>
    <message>
        <source>Close the replay</source>
        <translation>Wiedergabe schließen</translation>
    </message>
    <message>
        <source>Stop when this changes, or no longer</source>
        <translation>Bei Änderung anhalten oder nicht mehr</translation>
    </message>
    <message>
        <source>Connect to &amp;a database…</source>
        <translation>Mit einer Datenbank verb&amp;inden…</translation>
    </message>
    <message>
        <source>New &amp;module…</source>
        <translation>Neues &amp;Modul…</translation>
    </message>
    <message>
        <source>New &amp;job</source>
        <translation>Neuer &amp;Job</translation>
    </message>
    <message>
        <source>&amp;New API key…</source>
        <translation>&amp;Neuer API-Schlüssel…</translation>
    </message>
    <message>
        <source>&amp;First steps</source>
        <translation>&amp;Erste Schritte</translation>
    </message>
</context>
<context>
    <name>AddressField</name>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
</context>
<context>
    <name>AllScripts::Script</name>
    <message>
        <source>Job %1</source>
        <translation>Job %1</translation>
    </message>
</context>
<context>
    <name>AnswerView</name>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Headers of the response</source>
        <translation>Header der Antwort</translation>
    </message>
    <message>
        <source>Request as it was sent</source>
        <translation>Anfrage, wie sie gesendet wurde</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Show JSON as a tree</source>
        <translation>JSON als Baum zeigen</translation>
    </message>
    <message>
        <source>Find in the response</source>
        <translation>In der Antwort suchen</translation>
    </message>
    <message>
        <source>Copy the request as code</source>
        <translation>Anfrage als Code kopieren</translation>
    </message>
    <message>
        <source>Copy as cURL</source>
        <translation>Als cURL kopieren</translation>
    </message>
    <message>
        <source>Copy as fetch</source>
        <translation>Als fetch kopieren</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Als Python kopieren</translation>
    </message>
    <message>
        <source>This request in the inspector</source>
        <translation>Diese Anfrage im Inspektor</translation>
    </message>
    <message>
        <source>Open in a test run of its codehook</source>
        <translation>Im Testlauf ihres Codehooks öffnen</translation>
    </message>
    <message>
        <source>Show it in the inspector</source>
        <translation>Im Inspektor zeigen</translation>
    </message>
    <message>
        <source>The stages, the log and the hooks of a request to this server appear here.</source>
        <translation>Hier erscheinen die Schritte, das Protokoll und die Hooks einer Anfrage an diesen Server.</translation>
    </message>
    <message>
        <source>Waiting for the record of this request…</source>
        <translation>Warten auf den Eintrag dieser Anfrage…</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Wird gesendet…</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Noch nicht gesendet</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>%1 ms   %2</source>
        <comment>duration and size of a response</comment>
        <translation>%1 ms   %2</translation>
    </message>
    <message>
        <source>[the rest is not shown]</source>
        <translation>[der Rest wird nicht gezeigt]</translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>The database could not be opened</source>
        <translation>Die Datenbank lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>The database could not be created</source>
        <translation>Die Datenbank lässt sich nicht anlegen</translation>
    </message>
    <message>
        <source>The backup could not be restored</source>
        <translation>Die Sicherung lässt sich nicht wiederherstellen</translation>
    </message>
    <message>
        <source>The server could not start</source>
        <translation>Der Server kann nicht starten</translation>
    </message>
    <message>
        <source>The key could not be kept</source>
        <translation>Der Schlüssel konnte nicht gespeichert werden</translation>
    </message>
    <message>
        <source>The desktop keychain reported: %1. You will be asked for the key next time.</source>
        <translation>Der Schlüsselbund meldet: %1. Beim nächsten Mal wird nach dem Schlüssel gefragt.</translation>
    </message>
    <message>
        <source>Use a free port</source>
        <translation>Einen freien Port nehmen</translation>
    </message>
</context>
<context>
    <name>Ask</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Type %1 to confirm:</source>
        <translation>Zum Bestätigen %1 eingeben:</translation>
    </message>
    <message>
        <source>Save changes?</source>
        <translation>Änderungen speichern?</translation>
    </message>
    <message>
        <source>%1 has unsaved changes.</source>
        <translation>%1 hat Änderungen, die noch nicht gespeichert sind.</translation>
    </message>
</context>
<context>
    <name>AuthorizationBox</name>
    <message>
        <source>Authorization</source>
        <translation>Berechtigung</translation>
    </message>
    <message>
        <source>With whose rights the request is sent</source>
        <translation>Mit wessen Rechten die Anfrage gesendet wird</translation>
    </message>
    <message>
        <source>No authorization</source>
        <translation>Ohne Berechtigung</translation>
    </message>
    <message>
        <source>Key of this window</source>
        <translation>Eigener Schlüssel</translation>
    </message>
    <message>
        <source>User…</source>
        <translation>Benutzer…</translation>
    </message>
    <message>
        <source>Key %1… %2</source>
        <comment>first characters and description of a key</comment>
        <translation>Schlüssel %1… %2</translation>
    </message>
    <message>
        <source>Key %1</source>
        <translation>Schlüssel %1</translation>
    </message>
    <message>
        <source>Send as a user</source>
        <translation>Als Benutzer senden</translation>
    </message>
    <message>
        <source>Address of the user</source>
        <translation>Adresse des Benutzers</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>This is no address such as jane@example.com.</source>
        <translation>Das ist keine Adresse wie jane@example.com.</translation>
    </message>
</context>
<context>
    <name>BodyEditor</name>
    <message>
        <source>Fields of the form</source>
        <translation>Felder des Formulars</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Body</translation>
    </message>
    <message>
        <source>This request has no body.</source>
        <translation>Diese Anfrage hat keinen Body.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Path beside the file of requests</source>
        <translation>Pfad neben der Datei der Anfragen</translation>
    </message>
    <message>
        <source>Choose a file; it is copied beside the file of requests</source>
        <translation>Datei wählen; sie wird neben die Datei der Anfragen kopiert</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Kind of body</source>
        <translation>Art des Bodys</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Formular</translation>
    </message>
    <message>
        <source>Format the JSON</source>
        <translation>JSON formatieren</translation>
    </message>
</context>
<context>
    <name>BodyView</name>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es)</source>
        <translation>
            <numerusform>%Ln Treffer</numerusform>
            <numerusform>%Ln Treffer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkEditDialog</name>
    <message>
        <source>Fields to set in each document, or operators: {&quot;active&quot;: true}, {&quot;$inc&quot;: {&quot;count&quot;: 1}}, {&quot;$unset&quot;: {&quot;note&quot;: &quot;&quot;}}. The hooks of PUT run for each.</source>
        <translation>Felder, die jedes von ihnen bekommt, oder Operatoren: {&quot;active&quot;: true}, {&quot;$inc&quot;: {&quot;count&quot;: 1}}, {&quot;$unset&quot;: {&quot;note&quot;: &quot;&quot;}}. Die Hooks von PUT laufen für jedes.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Edit documents</source>
        <translation>Dokumente ändern</translation>
    </message>
    <message numerus="yes">
        <source>Edit %Ln document(s)</source>
        <translation>
            <numerusform>%Ln Dokument ändern</numerusform>
            <numerusform>%Ln Dokumente ändern</numerusform>
        </translation>
    </message>
    <message>
        <source>Changes as JSON</source>
        <translation>Die Änderung als JSON</translation>
    </message>
    <message>
        <source>Enter a JSON object.</source>
        <translation>Eine Änderung ist ein JSON-Objekt.</translation>
    </message>
</context>
<context>
    <name>CellEdits</name>
    <message>
        <source>%1 %2.</source>
        <translation>%1 %2.</translation>
    </message>
    <message>
        <source>Somebody else changed this document. Press F5 to reload it, then edit it again.</source>
        <translation>Jemand anderes hat dieses Dokument geändert. Laden Sie es mit F5 neu und bearbeiten Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>Not saved: this was typed before the program ended.</source>
        <translation>Nicht gespeichert: Das wurde eingegeben, bevor das Programm endete.</translation>
    </message>
    <message>
        <source>Not saved: the document left the table while &quot;%1&quot; was typed into %2.</source>
        <translation>Nicht gespeichert: Das Dokument ist aus der Tabelle verschwunden, während &quot;%1&quot; in %2 eingegeben wurde.</translation>
    </message>
</context>
<context>
    <name>CellValue</name>
    <message>
        <source>is not valid JSON: %1</source>
        <translation>ist kein gültiges JSON: %1</translation>
    </message>
    <message>
        <source>must be a number, such as 12.5</source>
        <translation>muss eine Zahl sein, zum Beispiel 12.5</translation>
    </message>
    <message>
        <source>must be true or false</source>
        <translation>muss true oder false sein</translation>
    </message>
</context>
<context>
    <name>ClientTexts</name>
    <message>
        <source>%1 ends in none of .json, .ndjson, .jsonl, .csv and .md</source>
        <translation>%1 endet weder auf .json, .ndjson, .jsonl, .csv noch auf .md</translation>
    </message>
    <message>
        <source>%1 ends in none of .json, .ndjson, .jsonl and .csv</source>
        <translation>%1 endet weder auf .json, .ndjson, .jsonl noch auf .csv</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>%1 %2 is no whole number</source>
        <translation>%1 %2 ist keine ganze Zahl</translation>
    </message>
    <message>
        <source>%1 %2 is no number</source>
        <translation>%1 %2 ist keine Zahl</translation>
    </message>
    <message>
        <source>%1 %2 is no date</source>
        <translation>%1 %2 ist kein Datum</translation>
    </message>
    <message>
        <source>This request needs the key of a connection.</source>
        <translation>Diese Anfrage braucht den Schlüssel einer Verbindung.</translation>
    </message>
    <message>
        <source>The network of this database is closed. Start its server, or send the request with the key of the connection.</source>
        <translation>Das Netzwerk dieser Datenbank ist geschlossen. Starten Sie ihren Server, oder senden Sie die Anfrage mit dem Schlüssel der Verbindung.</translation>
    </message>
    <message>
        <source>A body that is no text is sent with a key of its own alone: put {{key}} into the private environment, or write the key&apos;s variable into the header.</source>
        <translation>Ein Body, der kein Text ist, wird nur mit einem eigenen Schlüssel gesendet: Legen Sie {{key}} in der privaten Umgebung an, oder schreiben Sie die Variable des Schlüssels in den Header.</translation>
    </message>
    <message>
        <source>%1 is no address.</source>
        <translation>%1 ist keine Adresse.</translation>
    </message>
    <message>
        <source>No answer: %1.</source>
        <translation>Keine Antwort: %1.</translation>
    </message>
    <message>
        <source>The sample cannot be made: %1 %2 answered %3</source>
        <translation>Das Beispiel kann nicht angelegt werden: %1 %2 antwortete %3</translation>
    </message>
    <message>
        <source>%1 is missing in this program.</source>
        <translation>%1 fehlt in diesem Programm.</translation>
    </message>
    <message>
        <source>%1 on this computer</source>
        <translation>%1 auf diesem Rechner</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
</context>
<context>
    <name>CodeAssistant</name>
    <message>
        <source>Completions</source>
        <translation>Vorschläge</translation>
    </message>
</context>
<context>
    <name>CollectionDialogs</name>
    <message>
        <source>Use a letter followed by up to 63 letters, digits, - or _.</source>
        <translation>Nehmen Sie einen Buchstaben und bis zu 63 Buchstaben, Ziffern, - oder _.</translation>
    </message>
    <message>
        <source>Names that start with system_ are reserved.</source>
        <translation>Namen, die mit system_ beginnen, gehören Hookdesk.</translation>
    </message>
    <message>
        <source>New collection</source>
        <translation>Neue Sammlung</translation>
    </message>
    <message>
        <source>Name, as it appears in URLs:</source>
        <translation>Der Name, wie er in URLs steht:</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>The collection could not be created</source>
        <translation>Die Sammlung lässt sich nicht anlegen</translation>
    </message>
    <message>
        <source>A collection named “%1” already exists.</source>
        <translation>Eine Sammlung „%1“ gibt es schon.</translation>
    </message>
    <message>
        <source>This is its current name.</source>
        <translation>So heißt sie schon.</translation>
    </message>
    <message>
        <source>Rename “%1”</source>
        <translation>„%1“ umbenennen</translation>
    </message>
    <message>
        <source>Fields and keys that refer to it are updated; clients and scripts are not.</source>
        <translation>Felder und Schlüssel, die sie nennen, folgen; Clients und die Texte von Skripten nicht.</translation>
    </message>
    <message>
        <source>New name:</source>
        <translation>Der neue Name:</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>The collection could not be renamed</source>
        <translation>Die Sammlung lässt sich nicht umbenennen</translation>
    </message>
    <message>
        <source>All its documents and its codehook are removed. This cannot be undone.</source>
        <translation>Alle ihre Dokumente und ihr Codehook werden entfernt. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>New module</source>
        <translation>Neues Modul</translation>
    </message>
    <message>
        <source>Name, as hooks write it in require(&apos;lib/…&apos;):</source>
        <translation>Der Name, wie Hooks ihn in require(&apos;lib/…&apos;) schreiben:</translation>
    </message>
    <message>
        <source>The module could not be created</source>
        <translation>Das Modul lässt sich nicht anlegen</translation>
    </message>
    <message>
        <source>Delete the module “%1”?</source>
        <translation>Modul „%1“ löschen?</translation>
    </message>
    <message>
        <source>All its versions are deleted, and hooks that require it will fail. This cannot be undone.</source>
        <translation>Alle seine Versionen werden gelöscht, und Hooks, die es einbinden, schlagen fehl. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>The module could not be deleted</source>
        <translation>Das Modul lässt sich nicht löschen</translation>
    </message>
    <message>
        <source>Delete the collection “%1”?</source>
        <translation>Die Sammlung „%1“ löschen?</translation>
    </message>
    <message>
        <source>The collection could not be deleted</source>
        <translation>Die Sammlung konnte nicht gelöscht werden</translation>
    </message>
</context>
<context>
    <name>CollectionPages</name>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Indexes</source>
        <translation>Indizes</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>API examples</source>
        <translation>API-Beispiele</translation>
    </message>
    <message>
        <source>Codehook</source>
        <translation>Codehook</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
</context>
<context>
    <name>CollectionPanel</name>
    <message numerus="yes">
        <source>%Ln document(s)</source>
        <translation>
            <numerusform>%Ln Dokument</numerusform>
            <numerusform>%Ln Dokumente</numerusform>
        </translation>
    </message>
    <message>
        <source>Not saved. %1</source>
        <translation>Nicht gespeichert. %1</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <comment>id of a document, field, what is wrong</comment>
        <translation>%1: %2 %3</translation>
    </message>
    <message numerus="yes">
        <source>Saved. %Ln document(s) do not fit and stay as they are until they are written again:
%1</source>
        <translation>
            <numerusform>Gespeichert. %Ln Dokument passt nicht und bleibt, wie es ist, bis es wieder geschrieben wird:
%1</numerusform>
            <numerusform>Gespeichert. %Ln Dokumente passen nicht und bleiben, wie sie sind, bis sie wieder geschrieben werden:
%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Use theirs</source>
        <translation>Fremde übernehmen</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <source>Unsaved changes from %1 were restored.</source>
        <translation>Ungespeicherte Änderungen von %1 wurden wiederhergestellt.</translation>
    </message>
    <message>
        <source>Somebody else saved these settings while you were editing them.</source>
        <translation>Jemand anderes hat diese Einstellungen gespeichert, während Sie sie bearbeitet haben.</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ComparePanel</name>
    <message>
        <source>Deploy from</source>
        <translation>Übertragen von</translation>
    </message>
    <message>
        <source>Deploy to</source>
        <translation>Übertragen nach</translation>
    </message>
    <message>
        <source>production</source>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>Swap the sides</source>
        <translation>Seiten tauschen</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Refresh (F5)</source>
        <translation>Aktualisieren (F5)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Select all new and changed</source>
        <translation>Alles Neue und Geänderte auswählen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Cannot compare</source>
        <translation>Vergleich nicht möglich</translation>
    </message>
    <message>
        <source>The deployment was undone.</source>
        <translation>Die Übertragung wurde rückgängig gemacht.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Compare %1 → %2</source>
        <translation>Vergleich %1 → %2</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Nothing to compare with</source>
        <translation>Nichts zum Vergleichen</translation>
    </message>
    <message>
        <source>Open another database or connect to a server: Compare shows the differences between two that are open.</source>
        <translation>Öffnen Sie eine weitere Datenbank oder verbinden Sie sich mit einem Server: Der Vergleich zeigt die Unterschiede zwischen zweien, die geöffnet sind.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Nothing differs</source>
        <translation>Keine Unterschiede</translation>
    </message>
    <message>
        <source>%1 and %2 have the same definitions, scripts, modules, jobs and settings. Documents, keys and users are not compared.</source>
        <translation>%1 und %2 haben dieselben Definitionen, Skripte, Module, Jobs und Einstellungen. Dokumente, Schlüssel und Benutzer werden nicht verglichen.</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n Unterschied</numerusform>
            <numerusform>%n Unterschiede</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n ausgewählt</numerusform>
            <numerusform>%n ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting for %1…</source>
        <translation>Warten auf %1…</translation>
    </message>
    <message>
        <source>Deploy %1 to %2…</source>
        <translation>%1 nach %2 übertragen…</translation>
    </message>
    <message>
        <source>Deploy…</source>
        <translation>Übertragen…</translation>
    </message>
    <message>
        <source>Undo the last deployment to %1</source>
        <translation>Die letzte Übertragung nach %1 rückgängig machen</translation>
    </message>
    <message>
        <source>%1: does not exist</source>
        <translation>%1: nicht vorhanden</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) were deployed to %1.</source>
        <translation>
            <numerusform>%n Änderung wurde nach %1 übertragen.</numerusform>
            <numerusform>%n Änderungen wurden nach %1 übertragen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>unique</source>
        <translation>eindeutig</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>ausgeschaltet</translation>
    </message>
</context>
<context>
    <name>Completion</name>
    <message>
        <source>What the client sent, or the document to be deleted.</source>
        <translation>Was der Client gesendet hat, oder das Dokument, das gelöscht werden soll.</translation>
    </message>
    <message>
        <source>The stored document, in after-hooks.</source>
        <translation>Das gespeicherte Dokument, in After-Hooks.</translation>
    </message>
    <message>
        <source>The conditions of a GET.</source>
        <translation>Die Bedingungen eines GET.</translation>
    </message>
    <message>
        <source>Hints of the client, with &apos;#headers&apos; and &apos;#usersession&apos;.</source>
        <translation>Hinweise des Clients, mit &apos;#headers&apos; und &apos;#usersession&apos;.</translation>
    </message>
    <message>
        <source>GET, POST, PUT, PATCH or DELETE.</source>
        <translation>GET, POST, PUT, PATCH oder DELETE.</translation>
    </message>
    <message>
        <source>The path of the request.</source>
        <translation>Der Pfad der Anfrage.</translation>
    </message>
    <message>
        <source>The name of the collection.</source>
        <translation>Der Name der Sammlung.</translation>
    </message>
    <message>
        <source>The id of the document, where the path names one.</source>
        <translation>Die Id des Dokuments, wenn der Pfad eines nennt.</translation>
    </message>
    <message>
        <source>The id under which the inspector keeps it.</source>
        <translation>Die Id, unter der der Inspektor sie führt.</translation>
    </message>
    <message>
        <source>offered to hooks</source>
        <translation>steht Hooks zur Verfügung</translation>
    </message>
    <message>
        <source>field of the collection</source>
        <translation>Feld der Sammlung</translation>
    </message>
    <message>
        <source>id of the document</source>
        <translation>Id des Dokuments</translation>
    </message>
    <message>
        <source>hook</source>
        <translation>Hook</translation>
    </message>
    <message>
        <source>given to the hook</source>
        <translation>bekommt der Hook</translation>
    </message>
    <message>
        <source>in this script</source>
        <translation>in diesem Skript</translation>
    </message>
    <message>
        <source>collection</source>
        <translation>Sammlung</translation>
    </message>
</context>
<context>
    <name>ConnectDialog</name>
    <message>
        <source>Connect to a server</source>
        <translation>Mit einem Server verbinden</translation>
    </message>
    <message>
        <source>The name of the host</source>
        <translation>Der Name des Rechners</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>API &amp;key</source>
        <translation>API-&amp;Schlüssel</translation>
    </message>
    <message>
        <source>&amp;Store the key in the desktop keychain</source>
        <translation>Den Schlüssel im Schlüssel&amp;bund speichern</translation>
    </message>
    <message>
        <source>&amp;Trust this certificate</source>
        <translation>Diesem Zertifikat &amp;vertrauen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindet …</translation>
    </message>
    <message>
        <source>The certificate of this server is not signed by an authority that this computer trusts. Compare its SHA-256 fingerprint with the one that the owner of the server gives you:
%1</source>
        <translation>Das Zertifikat dieses Servers ist von keiner Stelle unterschrieben, der dieser Rechner vertraut. Vergleichen Sie seinen SHA-256-Fingerabdruck mit dem, den der Betreiber des Servers Ihnen nennt:
%1</translation>
    </message>
    <message>
        <source>The server answered %1.</source>
        <translation>Der Server antwortet %1.</translation>
    </message>
    <message>
        <source>A full-access key</source>
        <translation>Ein Schlüssel mit vollem Zugriff</translation>
    </message>
    <message>
        <source>The server rejected this key. It needs a key with full access.</source>
        <translation>Der Server weist diesen Schlüssel ab. Er braucht einen mit vollem Zugriff.</translation>
    </message>
    <message>
        <source>There is no Hookdesk server at this address.</source>
        <translation>Unter dieser Adresse ist kein Hookdesk-Server.</translation>
    </message>
    <message>
        <source>http:// sends the key unencrypted: anybody on the way can read it.</source>
        <translation>http:// sendet den Schlüssel unverschlüsselt: Unterwegs kann ihn jeder lesen.</translation>
    </message>
    <message>
        <source>Requests of %1</source>
        <translation>Anfragen von %1</translation>
    </message>
</context>
<context>
    <name>CrontabWords</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>every %1 of %2</source>
        <translation>jede %1. von %2</translation>
    </message>
    <message>
        <source>At %1</source>
        <translation>Um %1</translation>
    </message>
    <message>
        <source>Every minute</source>
        <translation>Jede Minute</translation>
    </message>
    <message numerus="yes">
        <source>Every %n minute(s)</source>
        <translation>
            <numerusform>Jede Minute</numerusform>
            <numerusform>Alle %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>At minute %1</source>
        <translation>Zu Minute %1</translation>
    </message>
    <message>
        <source>At minutes %1</source>
        <translation>Zu den Minuten %1</translation>
    </message>
    <message>
        <source>past every hour</source>
        <translation>jeder Stunde</translation>
    </message>
    <message numerus="yes">
        <source>past every %n hour(s) of the day</source>
        <translation>
            <numerusform>jeder Stunde des Tages</numerusform>
            <numerusform>jeder %n. Stunde des Tages</numerusform>
        </translation>
    </message>
    <message>
        <source>in the hours of %1</source>
        <translation>in den Stunden %1</translation>
    </message>
    <message>
        <source>in the hours %1</source>
        <translation>in den Stunden %1</translation>
    </message>
    <message>
        <source>past hour %1</source>
        <translation>der Stunde %1</translation>
    </message>
    <message>
        <source>past hours %1</source>
        <translation>der Stunden %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message numerus="yes">
        <source>every %n day(s) from the 1st of the month</source>
        <translation>
            <numerusform>an jedem Tag ab dem 1. des Monats</numerusform>
            <numerusform>an jedem %n. Tag ab dem 1. des Monats</numerusform>
        </translation>
    </message>
    <message>
        <source>on day %1 of the month</source>
        <translation>am Tag %1 des Monats</translation>
    </message>
    <message>
        <source>on days %1 of the month</source>
        <translation>an den Tagen %1 des Monats</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>am %1</translation>
    </message>
    <message>
        <source>%1 if it is %2</source>
        <translation>%1, wenn es %2 ist</translation>
    </message>
    <message>
        <source>%1, and also %2</source>
        <translation>%1, und auch %2</translation>
    </message>
    <message numerus="yes">
        <source>every %n month(s) from January</source>
        <translation>
            <numerusform>in jedem Monat ab Januar</numerusform>
            <numerusform>in jedem %n. Monat ab Januar</numerusform>
        </translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>im %1</translation>
    </message>
    <message>
        <source>in the months %1</source>
        <translation>in den Monaten %1</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>jeden Tag</translation>
    </message>
</context>
<context>
    <name>DatabaseDialog</name>
    <message>
        <source>Connect to a database of PostgreSQL</source>
        <translation>Mit einer PostgreSQL-Datenbank verbinden</translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation>&amp;Host</translation>
    </message>
    <message>
        <source>Several hosts are separated by commas; a path is the folder of a socket on this computer</source>
        <translation>Mehrere Hosts werden durch Kommas getrennt; ein Pfad ist der Ordner eines Sockets auf diesem Rechner</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>&amp;Port</translation>
    </message>
    <message>
        <source>&amp;Database</source>
        <translation>&amp;Datenbank</translation>
    </message>
    <message>
        <source>&amp;Schema</source>
        <translation>&amp;Schema</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>Ben&amp;utzer</translation>
    </message>
    <message>
        <source>Your user name on this computer</source>
        <translation>Ihr Benutzername auf diesem Rechner</translation>
    </message>
    <message>
        <source>Pass&amp;word</source>
        <translation>Pass&amp;wort</translation>
    </message>
    <message>
        <source>Kept until the connection is closed</source>
        <translation>Wird behalten, bis das Fenster die Datenbank schließt</translation>
    </message>
    <message>
        <source>Encrypted, certificate is verified</source>
        <translation>Verschlüsselt, Zertifikat wird geprüft</translation>
    </message>
    <message>
        <source>Encrypted, certificate is not verified</source>
        <translation>Verschlüsselt, Zertifikat wird nicht geprüft</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>Nicht verschlüsselt</translation>
    </message>
    <message>
        <source>&amp;TLS</source>
        <translation>&amp;TLS</translation>
    </message>
    <message>
        <source>File of the certificate authority</source>
        <translation>Datei der Zertifizierungsstelle</translation>
    </message>
    <message>
        <source>Certificate authorities of this computer</source>
        <translation>Zertifizierungsstellen dieses Rechners</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Anybody on the way can read what is sent.</source>
        <translation>Jeder auf dem Weg kann mitlesen, was gesendet wird.</translation>
    </message>
    <message>
        <source>The authority that signed the certificate</source>
        <translation>Die Stelle, die das Zertifikat signiert hat</translation>
    </message>
    <message>
        <source>Certificates (*.crt *.pem);;All files (*)</source>
        <translation>Zertifikate (*.crt *.pem);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>The names of database and host</source>
        <translation>Die Namen von Datenbank und Host</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindet …</translation>
    </message>
    <message>
        <source>PostgreSQL rejected this user or this password. Check both.</source>
        <translation>PostgreSQL hat diesen Benutzer oder dieses Passwort abgelehnt. Prüfen Sie beides.</translation>
    </message>
    <message>
        <source>PostgreSQL requires a password for this user. Type it above.</source>
        <translation>PostgreSQL verlangt für diesen Benutzer ein Passwort. Geben Sie es oben ein.</translation>
    </message>
    <message>
        <source>There is no database %1 at this host. Check its name, or have it created there: createdb %1</source>
        <translation>Auf diesem Host gibt es keine Datenbank %1. Prüfen Sie den Namen, oder lassen Sie sie dort anlegen: createdb %1</translation>
    </message>
    <message>
        <source>PostgreSQL has no user %1. Check the name, or have it created there: createuser %1</source>
        <translation>PostgreSQL kennt keinen Benutzer %1. Prüfen Sie den Namen, oder lassen Sie ihn dort anlegen: createuser %1</translation>
    </message>
    <message>
        <source>PostgreSQL does not accept this user from this computer. Its file pg_hba.conf needs a line for it.</source>
        <translation>PostgreSQL lässt diesen Benutzer von diesem Rechner aus nicht herein. Die Datei pg_hba.conf braucht dafür eine Zeile.</translation>
    </message>
    <message>
        <source>The connection could not be encrypted as chosen above. Choose the file of the authority that signed the host&apos;s certificate, or another kind of encryption. PostgreSQL says: %1</source>
        <translation>Die Verbindung konnte nicht wie oben gewählt verschlüsselt werden. Geben Sie die Datei der Stelle an, die das Zertifikat des Hosts signiert hat, oder wählen Sie anders. PostgreSQL meldet: %1</translation>
    </message>
    <message>
        <source>Nothing answers at %1, port %2. Check both, and whether PostgreSQL runs there and takes connections from this computer.</source>
        <translation>Bei %1, Port %2, antwortet niemand. Prüfen Sie beides, und ob PostgreSQL dort läuft und Verbindungen von diesem Rechner annimmt.</translation>
    </message>
    <message>
        <source>The database could not be reached. PostgreSQL says: %1</source>
        <translation>Die Datenbank war nicht zu erreichen. PostgreSQL meldet: %1</translation>
    </message>
    <message>
        <source>This computer has no module for PostgreSQL of this version. Install the package hookdesk-postgres: apt install ./hookdesk-postgres_*.deb</source>
        <translation>Auf diesem Rechner fehlt das Modul für PostgreSQL in dieser Version. Installieren Sie das Paket hookdesk-postgres: apt install ./hookdesk-postgres_*.deb</translation>
    </message>
    <message>
        <source>The schema %1 has no tables of Hookdesk. Check its name. The first server creates them: hookdeskd serve --database &apos;%2&apos;</source>
        <translation>Das Schema %1 hat keine Tabellen von Hookdesk. Prüfen Sie den Namen. Der erste Server legt sie an: hookdeskd serve --database &apos;%2&apos;</translation>
    </message>
    <message>
        <source>The schema %1 was written by an older version, and a window does not update it. Once all its servers have the new version, run: hookdeskd migrate --database &apos;%2&apos;</source>
        <translation>Das Schema %1 stammt von einer älteren Version, und ein Fenster bringt keines auf den neuen Stand. Sobald alle seine Server die neue Version haben, führen Sie aus: hookdeskd migrate --database &apos;%2&apos;</translation>
    </message>
    <message>
        <source>The schema %1 was written by a newer version of Hookdesk. Install that one to open it.</source>
        <translation>Das Schema %1 stammt von einer neueren Version von Hookdesk. Installieren Sie diese, um es zu öffnen.</translation>
    </message>
    <message>
        <source>There is no host named %1. Check its spelling, and whether this computer is in its network.</source>
        <translation>Es gibt keinen Host mit dem Namen %1. Prüfen Sie die Schreibweise, und ob dieser Rechner in seinem Netz ist.</translation>
    </message>
    <message>
        <source>The certificate of this host was made for another name, so it may be another host. Take the name that is in it as the host. PostgreSQL says: %1</source>
        <translation>Das Zertifikat dieses Rechners wurde für einen anderen Namen ausgestellt, es kann also ein anderer Rechner sein. Nehmen Sie den Namen, der darin steht, als Host. PostgreSQL meldet: %1</translation>
    </message>
    <message>
        <source>PostgreSQL accepts this user over encrypted connections only. Choose one that is encrypted.</source>
        <translation>PostgreSQL lässt diesen Benutzer nur über verschlüsselte Verbindungen zu. Wählen Sie eine verschlüsselte.</translation>
    </message>
</context>
<context>
    <name>DatabaseFiles</name>
    <message>
        <source>Hookdesk databases (*.hookdesk);;All files (*)</source>
        <translation>Hookdesk-Datenbanken (*.hookdesk);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>New database</source>
        <translation>Neue Datenbank</translation>
    </message>
    <message>
        <source>Open a database</source>
        <translation>Datenbank öffnen</translation>
    </message>
    <message>
        <source>Back up the database</source>
        <translation>Datenbank sichern</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Sicherung wiederherstellen</translation>
    </message>
</context>
<context>
    <name>DependentsText</name>
    <message>
        <source>The field %1 of %2 refers to it.</source>
        <translation>Das Feld %1 von %2 verweist darauf.</translation>
    </message>
    <message>
        <source>The key %1… is for %2.</source>
        <translation>Der Schlüssel %1… gilt für %2.</translation>
    </message>
    <message>
        <source>The script %1 uses it in line %2.</source>
        <translation>Das Skript %1 verwendet sie in Zeile %2.</translation>
    </message>
</context>
<context>
    <name>DeployTask</name>
    <message>
        <source>Nothing was deployed to %1.</source>
        <translation>Nach %1 wurde nichts übertragen.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) do not fit the fields</source>
        <translation>
            <numerusform>%n Dokument passt nicht zu den Feldern</numerusform>
            <numerusform>%n Dokumente passen nicht zu den Feldern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s) of the compiler</source>
        <translation>
            <numerusform>%n Warnung des Compilers</numerusform>
            <numerusform>%n Warnungen des Compilers</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is new</source>
        <translation>%1 ist neu</translation>
    </message>
    <message>
        <source>%1 is changed</source>
        <translation>%1 wird geändert</translation>
    </message>
    <message>
        <source>%1 is removed</source>
        <translation>%1 wird entfernt</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>These changes go from %1 to %2 in one step. If one is refused, none is made.</source>
        <translation>Diese Änderungen gehen in einem Schritt von %1 nach %2. Wird eine abgelehnt, wird keine gemacht.</translation>
    </message>
    <message>
        <source>You can deploy anyway.</source>
        <translation>Sie können trotzdem übertragen.</translation>
    </message>
    <message numerus="yes">
        <source>Deploy %n change(s) to %1?</source>
        <translation>
            <numerusform>%n Änderung nach %1 übertragen?</numerusform>
            <numerusform>%n Änderungen nach %1 übertragen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Deploy to %1</source>
        <translation>Nach %1 übertragen</translation>
    </message>
    <message>
        <source>Undo the deployment?</source>
        <translation>Übertragung rückgängig machen?</translation>
    </message>
    <message>
        <source>%1 goes back to its state before the deployment, in one step.</source>
        <translation>%1 kehrt in einem Schritt zum Stand vor der Übertragung zurück.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>The deployment was not undone.</source>
        <translation>Die Übertragung wurde nicht rückgängig gemacht.</translation>
    </message>
    <message>
        <source>Refresh to see what differs now.</source>
        <translation>Aktualisieren Sie, um die jetzigen Unterschiede zu sehen.</translation>
    </message>
</context>
<context>
    <name>DiffView</name>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
</context>
<context>
    <name>DifferenceModel</name>
    <message>
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Full-text search</source>
        <translation>Volltextsuche</translation>
    </message>
    <message>
        <source>Test cases</source>
        <translation>Testfälle</translation>
    </message>
    <message>
        <source>Strict isolation</source>
        <translation>Strenge Isolation</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>Sammlung</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>Codehook</source>
        <translation>Codehook</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Job</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>verschieden</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>only in %1</source>
        <translation>nur in %1</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>+%1 −%2 lines</source>
        <translation>+%1 −%2 Zeilen</translation>
    </message>
    <message>
        <source>secrets are never carried over</source>
        <translation>Geheimnisse werden nie übertragen</translation>
    </message>
    <message>
        <source>Deploy %1 %2</source>
        <translation>%1 %2 übertragen</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
</context>
<context>
    <name>DocumentActions</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>Wiederholen: %1</translation>
    </message>
    <message numerus="yes">
        <source>At most %Ln document(s) at once; select fewer.</source>
        <translation>
            <numerusform>Höchstens %Ln Dokument auf einmal; wählen Sie weniger.</numerusform>
            <numerusform>Höchstens %Ln Dokumente auf einmal; wählen Sie weniger.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln document(s)?</source>
        <translation>
            <numerusform>%Ln Dokument löschen?</numerusform>
            <numerusform>%Ln Dokumente löschen?</numerusform>
        </translation>
    </message>
    <message>
        <source>This deletes all documents of %1. That many cannot be restored with Undo.</source>
        <translation>Damit werden alle Dokumente von %1 gelöscht. So viele lassen sich nicht mit „Rückgängig“ wiederherstellen.</translation>
    </message>
    <message>
        <source>This deletes all documents of %1 that match the query. That many cannot be restored with Undo.</source>
        <translation>Damit werden alle Dokumente von %1 gelöscht, die zur Abfrage passen. So viele lassen sich nicht mit „Rückgängig“ wiederherstellen.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete?</source>
        <translation>Löschen?</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) of %1 will be deleted. Ctrl+Z brings them back while this tab is open.</source>
        <translation>
            <numerusform>%Ln Dokument von %1 wird gelöscht. Strg+Z holt es zurück, solange dieser Reiter offen ist.</numerusform>
            <numerusform>%Ln Dokumente von %1 werden gelöscht. Strg+Z holt sie zurück, solange dieser Reiter offen ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>This document has no related document.</source>
        <translation>Dieses Dokument hat kein verbundenes Dokument.</translation>
    </message>
</context>
<context>
    <name>DocumentChange</name>
    <message numerus="yes">
        <source>Add %Ln document(s)</source>
        <translation>
            <numerusform>%Ln Dokument hinzufügen</numerusform>
            <numerusform>%Ln Dokumente hinzufügen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln document(s)</source>
        <translation>
            <numerusform>%Ln Dokument löschen</numerusform>
            <numerusform>%Ln Dokumente löschen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Edit %Ln document(s)</source>
        <translation>
            <numerusform>%Ln Dokument ändern</numerusform>
            <numerusform>%Ln Dokumente ändern</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentEditor</name>
    <message>
        <source>Document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Save document</source>
        <translation>Dokument speichern</translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation>Strg+S</translation>
    </message>
    <message>
        <source>The document</source>
        <translation>Das Dokument</translation>
    </message>
    <message>
        <source>New document</source>
        <translation>Neues Dokument</translation>
    </message>
    <message>
        <source>Valid JSON</source>
        <translation>Gültiges JSON</translation>
    </message>
    <message>
        <source>Save to a file…</source>
        <translation>In Datei speichern …</translation>
    </message>
    <message>
        <source>Save the document</source>
        <translation>Dokument speichern</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Use theirs</source>
        <translation>Fremde übernehmen</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>This document is too large to edit here (%1). You see its beginning; change it through the REST API.</source>
        <translation>Dieses Dokument ist zu groß, um es hier zu bearbeiten (%1). Sie sehen seinen Anfang; ändern Sie es über die REST-API.</translation>
    </message>
    <message>
        <source>Somebody else changed this document while you were editing it.</source>
        <translation>Jemand anderes hat dieses Dokument geändert, während Sie es bearbeitet haben.</translation>
    </message>
    <message>
        <source>Unsaved changes from %1 were restored.</source>
        <translation>Ungespeicherte Änderungen von %1 wurden wiederhergestellt.</translation>
    </message>
    <message>
        <source>The document could not be saved</source>
        <translation>Das Dokument kann nicht gespeichert werden</translation>
    </message>
    <message>
        <source>Invalid JSON</source>
        <translation>Nicht gültig</translation>
    </message>
    <message>
        <source>A document must be a JSON object.</source>
        <translation>Ein Dokument ist ein JSON-Objekt.</translation>
    </message>
    <message>
        <source>Show as a form</source>
        <translation>Als Formular anzeigen</translation>
    </message>
</context>
<context>
    <name>DocumentForm</name>
    <message>
        <source>Document as a form</source>
        <translation>Dokument als Formular</translation>
    </message>
    <message>
        <source>The JSON is not valid. Correct it in the JSON view first.</source>
        <translation>Das JSON ist nicht gültig. Korrigieren Sie es zuerst in der JSON-Ansicht.</translation>
    </message>
    <message>
        <source>Select a document or add one.</source>
        <translation>Wählen Sie ein Dokument, oder legen Sie eines an.</translation>
    </message>
    <message>
        <source>No fields are declared, and the document has none. Use the JSON view, or declare fields in the settings of the collection.</source>
        <translation>Es sind keine Felder deklariert, und das Dokument hat keine. Nehmen Sie die JSON-Ansicht, oder deklarieren Sie Felder in den Einstellungen der Sammlung.</translation>
    </message>
    <message>
        <source>The document has too many fields for a form. Use the JSON view.</source>
        <translation>Das Dokument hat zu viele Felder für ein Formular. Nehmen Sie die JSON-Ansicht.</translation>
    </message>
</context>
<context>
    <name>DocumentModel</name>
    <message>
        <source>%1: declared as %2</source>
        <translation>%1: deklariert als %2</translation>
    </message>
    <message>
        <source>%1: not declared</source>
        <translation>%1: nicht deklariert</translation>
    </message>
    <message>
        <source>%1: set by the server</source>
        <translation>%1: führt der Server</translation>
    </message>
</context>
<context>
    <name>DocumentOperations</name>
    <message>
        <source>Deleting documents</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Changing documents</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Exporting documents</source>
        <translation>Exportieren</translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln document(s)</source>
        <translation>
            <numerusform>%1: %Ln Dokument</numerusform>
            <numerusform>%1: %Ln Dokumente</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) were changed before that.</source>
        <translation>
            <numerusform>%Ln Dokument war vorher fertig.</numerusform>
            <numerusform>%Ln Dokumente waren vorher fertig.</numerusform>
        </translation>
    </message>
    <message>
        <source>The operation was not completed</source>
        <translation>Nicht alles wurde erledigt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) were changed.</source>
        <translation>
            <numerusform>%Ln Dokument wurde erledigt.</numerusform>
            <numerusform>%Ln Dokumente wurden erledigt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln document(s)</source>
        <translation>
            <numerusform>%Ln Dokument importieren</numerusform>
            <numerusform>%Ln Dokumente importieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Documents (*.json *.ndjson *.jsonl *.csv *.md)</source>
        <translation>Dokumente (*.json *.ndjson *.jsonl *.csv *.md)</translation>
    </message>
    <message>
        <source>Documents (*.json *.ndjson *.jsonl *.csv)</source>
        <translation>Dokumente (*.json *.ndjson *.jsonl *.csv)</translation>
    </message>
    <message>
        <source>Import documents</source>
        <translation>Dokumente importieren</translation>
    </message>
    <message>
        <source>The file could not be imported</source>
        <translation>Die Datei konnte nicht importiert werden</translation>
    </message>
    <message>
        <source>Export documents</source>
        <translation>Dokumente exportieren</translation>
    </message>
</context>
<context>
    <name>DocumentQuery</name>
    <message>
        <source>“%1” is not a comparison such as name = Ann.</source>
        <translation>„%1“ ist kein Vergleich wie name = Anna.</translation>
    </message>
    <message>
        <source>The query is not valid JSON: %1</source>
        <translation>Die Abfrage ist kein gültiges JSON: %1</translation>
    </message>
</context>
<context>
    <name>DocumentView</name>
    <message>
        <source>Document as JSON</source>
        <translation>Das Dokument als JSON</translation>
    </message>
    <message>
        <source>Select a document or add one.</source>
        <translation>Wählen Sie ein Dokument, oder legen Sie eines an.</translation>
    </message>
</context>
<context>
    <name>DocumentsPanel</name>
    <message>
        <source>Query</source>
        <translation>Abfrage</translation>
    </message>
    <message>
        <source>Settings and codehook</source>
        <translation>Einstellungen und Codehook</translation>
    </message>
    <message>
        <source>Add document</source>
        <translation>Neues Dokument</translation>
    </message>
    <message>
        <source>Documents of %1</source>
        <translation>Dokumente von %1</translation>
    </message>
    <message>
        <source>No documents yet.
Add one here, or POST it to /rest/%1.</source>
        <translation>Noch keine Dokumente.
Legen Sie hier eines an, oder senden Sie es mit POST an /rest/%1.</translation>
    </message>
    <message>
        <source>Refresh (F5)</source>
        <translation>Neu lesen (F5)</translation>
    </message>
    <message>
        <source>Edit, import and export</source>
        <translation>Ändern, importieren und exportieren</translation>
    </message>
    <message>
        <source>Delete selected documents (Del)</source>
        <translation>Die gewählten Dokumente löschen (Entf)</translation>
    </message>
    <message>
        <source>No documents match the query.</source>
        <translation>Kein Dokument passt zur Abfrage.</translation>
    </message>
    <message>
        <source>Cells with unsaved text from %1 were restored.</source>
        <translation>Zellen mit nicht gespeichertem Text von %1 wurden wiederhergestellt.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Words, name = Ann and age &gt;= 30, or { &quot;active&quot;: true }</source>
        <translation>Wörter, name = Anna and age &gt;= 30 oder { &quot;active&quot;: true }</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) in %1</source>
        <translation>
            <numerusform>%Ln Dokument in %1</numerusform>
            <numerusform>%Ln Dokumente in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EmptyRequests</name>
    <message>
        <source>No requests yet</source>
        <translation>Noch keine Anfragen</translation>
    </message>
    <message>
        <source>Write a request, send it, and see its stages, log and hooks beside the response.
Requests are kept as text, so they can live in git, and run with hookdeskd requests run.</source>
        <translation>Schreiben Sie eine Anfrage, senden Sie sie, und sehen Sie ihre Schritte, ihr Protokoll und ihre Hooks neben der Antwort.
Anfragen werden als Text gespeichert: Sie können in git liegen und mit hookdeskd requests run ausgeführt werden.</translation>
    </message>
    <message>
        <source>New request</source>
        <translation>Neue Anfrage</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
</context>
<context>
    <name>EnvironmentBox</name>
    <message>
        <source>Variables</source>
        <translation>Variablen</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>New environment</source>
        <translation>Neue Umgebung</translation>
    </message>
    <message>
        <source>Names such as token, key or password are kept in http-client.private.env.json, which stays out of git.</source>
        <translation>Namen wie token, key oder password werden in http-client.private.env.json gespeichert, das nicht in git gelangt.</translation>
    </message>
    <message>
        <source>No environment</source>
        <translation>Keine Umgebung</translation>
    </message>
    <message>
        <source>Name, for example dev or staging</source>
        <translation>Name, zum Beispiel dev oder staging</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
</context>
<context>
    <name>ExamplesPage</name>
    <message>
        <source>List</source>
        <translation>Auflisten</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Example request</source>
        <translation>Beispiel einer Anfrage</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Was die Anfrage tut</translation>
    </message>
    <message>
        <source>Get one</source>
        <translation>Eines lesen</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache des Beispiels</translation>
    </message>
    <message>
        <source>Copy example</source>
        <translation>Beispiel kopieren</translation>
    </message>
    <message>
        <source>Open in requests</source>
        <translation>In Anfragen öffnen</translation>
    </message>
</context>
<context>
    <name>ExportTask</name>
    <message>
        <source>The codehooks of this collection give the same documents again, whatever page is asked for. Nothing was exported.</source>
        <translation>Die Codehooks dieser Sammlung geben dieselben Dokumente noch einmal, welche Seite auch gefragt ist. Es wurde nichts exportiert.</translation>
    </message>
</context>
<context>
    <name>FieldRenaming</name>
    <message>
        <source>Rename the field in documents too?</source>
        <translation>Das Feld auch in Dokumenten umbenennen?</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) still have the field %1, which is called %2 now.</source>
        <translation>
            <numerusform>%Ln Dokument hat noch das Feld %1, das jetzt %2 heißt.</numerusform>
            <numerusform>%Ln Dokumente haben noch das Feld %1, das jetzt %2 heißt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Rename in documents</source>
        <translation>In Dokumenten umbenennen</translation>
    </message>
    <message>
        <source>Renaming a field</source>
        <translation>Ein Feld wird umbenannt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) changed</source>
        <translation>
            <numerusform>%Ln Dokument geändert</numerusform>
            <numerusform>%Ln Dokumente geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be changed: %1</source>
        <translation>
            <numerusform>%Ln konnte nicht geändert werden: %1</numerusform>
            <numerusform>%Ln konnten nicht geändert werden: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The field was renamed to %1 in %Ln document(s).</source>
        <translation>
            <numerusform>Das Feld heißt jetzt in %Ln Dokument %1.</numerusform>
            <numerusform>Das Feld heißt jetzt in %Ln Dokumenten %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) have both fields and were not changed.</source>
        <translation>
            <numerusform>%Ln Dokument hat beide Felder und wurde nicht geändert.</numerusform>
            <numerusform>%Ln Dokumente haben beide Felder und wurden nicht geändert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FieldsPage</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Rich text (HTML)</source>
        <translation>Formatierter Text (HTML)</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Geldbetrag</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>E-Mail-Adresse</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>Datum und Uhrzeit</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>No field is declared: documents may hold anything. What is declared is checked when documents are written.</source>
        <translation>Kein Feld ist deklariert: Dokumente dürfen alles enthalten. Was deklariert ist, wird beim Schreiben geprüft.</translation>
    </message>
    <message>
        <source>Save fields</source>
        <translation>Felder speichern</translation>
    </message>
    <message>
        <source>Declared fields</source>
        <translation>Deklarierte Felder</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>field%1</source>
        <translation>feld%1</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Type</source>
        <translation>&amp;Typ</translation>
    </message>
    <message>
        <source>&amp;Collection</source>
        <translation>&amp;Sammlung</translation>
    </message>
    <message>
        <source>&amp;Options</source>
        <translation>&amp;Optionen</translation>
    </message>
    <message>
        <source>red, green, blue</source>
        <translation>rot, grün, blau</translation>
    </message>
    <message>
        <source>&amp;Pattern</source>
        <translation>&amp;Muster</translation>
    </message>
    <message>
        <source>regular expression</source>
        <translation>regulärer Ausdruck</translation>
    </message>
    <message>
        <source>&amp;Default</source>
        <translation>&amp;Vorgabe</translation>
    </message>
    <message>
        <source>&amp;Formula</source>
        <translation>&amp;Formel</translation>
    </message>
    <message>
        <source>Integer</source>
        <translation>Ganze Zahl</translation>
    </message>
    <message>
        <source>Boolean</source>
        <translation>Ja oder nein</translation>
    </message>
    <message>
        <source>Option from a list</source>
        <translation>Eine von mehreren Optionen</translation>
    </message>
    <message>
        <source>JSON (any value)</source>
        <translation>JSON, beliebig</translation>
    </message>
    <message>
        <source>Reference to a document</source>
        <translation>Ein Dokument einer Sammlung</translation>
    </message>
    <message>
        <source>References to documents</source>
        <translation>Dokumente einer Sammlung</translation>
    </message>
    <message>
        <source>Child documents</source>
        <translation>Kinder in einer Sammlung</translation>
    </message>
    <message>
        <source>Add from documents</source>
        <translation>Aus Dokumenten</translation>
    </message>
    <message>
        <source>Fields found in documents that are not declared yet</source>
        <translation>Felder, die Dokumente haben und die nicht deklariert sind</translation>
    </message>
    <message>
        <source>Documents keep their data (Del)</source>
        <translation>Dokumente behalten ihre Daten (Entf)</translation>
    </message>
    <message>
        <source>Field type</source>
        <translation>Typ des Feldes</translation>
    </message>
    <message>
        <source>Referenced collection</source>
        <translation>Sammlung der Dokumente</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Pflichtfeld</translation>
    </message>
    <message>
        <source>Unique</source>
        <translation>Eindeutig</translation>
    </message>
    <message>
        <source>Auto-increment</source>
        <translation>Vom Server hochgezählt</translation>
    </message>
    <message>
        <source>Mi&amp;nimum</source>
        <translation>Mindest&amp;ens</translation>
    </message>
    <message>
        <source>a number, or a length for text</source>
        <translation>Zahl, oder Zeichen eines Textes</translation>
    </message>
    <message>
        <source>Ma&amp;ximum</source>
        <translation>&amp;Höchstens</translation>
    </message>
    <message>
        <source>used when missing</source>
        <translation>eines Dokuments, das keinen Wert bringt</translation>
    </message>
    <message>
        <source>No declared fields</source>
        <translation>Keine deklarierten Felder</translation>
    </message>
    <message>
        <source>All of these</source>
        <translation>Alle</translation>
    </message>
</context>
<context>
    <name>FilterField</name>
    <message>
        <source>Words, or status:&gt;=400 path:/rest/* took:&gt;50ms</source>
        <translation>Wörter, oder status:&gt;=400 path:/rest/* took:&gt;50ms</translation>
    </message>
    <message>
        <source>Filter the inspector</source>
        <translation>Inspektor filtern</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>Gespeicherte Filter</translation>
    </message>
    <message>
        <source>Remove this filter</source>
        <translation>Diesen Filter entfernen</translation>
    </message>
    <message>
        <source>Save this filter</source>
        <translation>Diesen Filter speichern</translation>
    </message>
    <message>
        <source>“%1” is not a valid filter. Examples: %2</source>
        <translation>„%1“ wird nicht verstanden. Beispiele: %2</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Shift+Enter or Shift+F3</source>
        <translation>Umschalt+Eingabe oder Umschalt+F3</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Enter or F3</source>
        <translation>Eingabe oder F3</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>Alle ersetzen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es)</source>
        <translation>
            <numerusform>%Ln Treffer</numerusform>
            <numerusform>%Ln Treffer</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln replaced</source>
        <translation>
            <numerusform>%Ln ersetzt</numerusform>
            <numerusform>%Ln ersetzt</numerusform>
        </translation>
    </message>
    <message>
        <source>Invalid regular expression</source>
        <translation>Kein Ausdruck</translation>
    </message>
    <message>
        <source>No matches</source>
        <translation>Keine Treffer</translation>
    </message>
</context>
<context>
    <name>FormField</name>
    <message>
        <source>Show the related document</source>
        <translation>Verknüpftes Dokument anzeigen</translation>
    </message>
    <message>
        <source>Set by the server</source>
        <translation>Wird vom Server gesetzt</translation>
    </message>
    <message>
        <source>%1 %2.</source>
        <translation>%1 %2.</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Pflichtfeld</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>What this collection is for</source>
        <translation>Wozu die Sammlung da ist</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>&amp;Beschreibung</translation>
    </message>
    <message>
        <source>Save description</source>
        <translation>Beschreibung speichern</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
</context>
<context>
    <name>GridColumns</name>
    <message>
        <source>Sort ascending</source>
        <translation>Aufsteigend sortieren</translation>
    </message>
    <message>
        <source>Sort descending</source>
        <translation>Absteigend sortieren</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <translation>%1 ausblenden</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Resize to contents</source>
        <translation>Breite an den Inhalt anpassen</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Spalten zurücksetzen</translation>
    </message>
    <message>
        <source>Then by this column</source>
        <translation>Dann nach dieser Spalte</translation>
    </message>
    <message>
        <source>Reverse this sort column</source>
        <translation>Diese Sortierspalte umkehren</translation>
    </message>
    <message>
        <source>Remove this sort column</source>
        <translation>Diese Sortierspalte entfernen</translation>
    </message>
    <message>
        <source>Clear sorting</source>
        <translation>Sortierung aufheben</translation>
    </message>
</context>
<context>
    <name>HeaderBar</name>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>No database</source>
        <translation>Keine Datenbank</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Stop the server</source>
        <translation>Server anhalten</translation>
    </message>
    <message>
        <source>Start the server</source>
        <translation>Server starten</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Toggle theme (Ctrl+Shift+L)</source>
        <translation>Hell oder dunkel (Strg+Umschalt+L)</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Key rejected</source>
        <translation>Schlüssel abgelehnt</translation>
    </message>
</context>
<context>
    <name>HelpCommands</name>
    <message>
        <source>About Hookdesk</source>
        <translation>Ü&amp;ber Hookdesk</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Hookdesk %1&lt;/h3&gt;&lt;p&gt;A JSON database with a REST API that JavaScript functions shape.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later, without any warranty. It stands on Qt %2, SQLite, QScintilla and others; the README names them with their licences.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Hookdesk %1&lt;/h3&gt;&lt;p&gt;Eine JSON-Datenbank mit einer REST-API, die JavaScript-Funktionen formen.&lt;/p&gt;&lt;p&gt;Freie Software unter der GNU General Public License, Version 3 oder neuer, ohne jede Gewähr. Sie steht auf Qt %2, SQLite, QScintilla und anderen; die README nennt sie mit ihren Lizenzen.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Documentation</source>
        <translation>Dokumentation</translation>
    </message>
    <message>
        <source>Search the documentation</source>
        <translation>Dokumentation durchsuchen</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Back (Alt+Left)</source>
        <translation>Zurück (Alt+Links)</translation>
    </message>
    <message>
        <source>Forward (Alt+Right)</source>
        <translation>Vor (Alt+Rechts)</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>No results</source>
        <translation>Nichts gefunden</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>Restore this version</source>
        <translation>Diese Version wiederherstellen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Version %1
%2, %3</source>
        <translation>Version %1
%2, %3</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>The draft in the editor</source>
        <translation>Der Entwurf im Editor</translation>
    </message>
    <message>
        <source>No differences</source>
        <translation>Keine Unterschiede</translation>
    </message>
    <message>
        <source>Replace the draft?</source>
        <translation>Entwurf ersetzen?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Changes in this version</source>
        <translation>Änderungen dieser Version</translation>
    </message>
    <message>
        <source>Compare with the draft</source>
        <translation>Gegen den Entwurf</translation>
    </message>
    <message>
        <source>No versions yet.</source>
        <translation>Noch nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Noch nichts</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) changed</source>
        <translation>
            <numerusform>%n Zeile ist anders</numerusform>
            <numerusform>%n Zeilen sind anders</numerusform>
        </translation>
    </message>
    <message>
        <source>The editor has unsaved changes. Restoring version %1 replaces them.</source>
        <translation>Der Editor hat Änderungen, die nicht gespeichert sind. Version %1 wiederherzustellen ersetzt sie.</translation>
    </message>
</context>
<context>
    <name>HookOutline</name>
    <message>
        <source>Before the database</source>
        <translation>Vor der Datenbank</translation>
    </message>
    <message>
        <source>After the database</source>
        <translation>Nach der Datenbank</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Im Hintergrund</translation>
    </message>
    <message>
        <source>Hooks</source>
        <translation>Hooks</translation>
    </message>
    <message>
        <source>Go to line %1</source>
        <translation>Gehe zu Zeile %1</translation>
    </message>
    <message>
        <source>Failed at %1: %2</source>
        <translation>Fehlgeschlagen am %1: %2</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>When a document is &amp;refused:</source>
        <translation>Wenn ein Dokument &amp;abgelehnt wird:</translation>
    </message>
    <message>
        <source>Import documents</source>
        <translation>Dokumente importieren</translation>
    </message>
    <message>
        <source>Import %1 into %2</source>
        <translation>%1 in %2 importieren</translation>
    </message>
    <message>
        <source>When a document is refused</source>
        <translation>Wenn ein Dokument abgelehnt wird</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Documents of the file</source>
        <translation>Dokumente der Datei</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) imported</source>
        <translation>
            <numerusform>%Ln Dokument importiert</numerusform>
            <numerusform>%Ln Dokumente importiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused</source>
        <translation>
            <numerusform>%Ln abgelehnt</numerusform>
            <numerusform>%Ln abgelehnt</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped. %1</source>
        <translation>Angehalten. %1</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Skip it and continue</source>
        <translation>Überspringen und fortfahren</translation>
    </message>
    <message>
        <source>Copy list</source>
        <translation>Liste kopieren</translation>
    </message>
    <message>
        <source>Undo import</source>
        <translation>Import rückgängig machen</translation>
    </message>
    <message>
        <source>%1 contains no documents.</source>
        <translation>%1 enthält keine Dokumente.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Refused documents</source>
        <translation>Abgelehnte Dokumente</translation>
    </message>
    <message>
        <source>The imported documents were deleted again.</source>
        <translation>Die importierten Dokumente wurden wieder gelöscht.</translation>
    </message>
    <message>
        <source>&amp;Run the POST codehooks for each document</source>
        <translation>POST-Codehooks für jedes Dokument &amp;ausführen</translation>
    </message>
    <message>
        <source>Preview of the first documents.</source>
        <translation>Vorschau der ersten Dokumente.</translation>
    </message>
    <message>
        <source>&amp;Values are separated by:</source>
        <translation>&amp;Werte sind getrennt durch:</translation>
    </message>
    <message>
        <source>Separator of the values</source>
        <translation>Trennzeichen der Werte</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>Komma</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>Semikolon</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>Vertical bar</source>
        <translation>Senkrechter Strich</translation>
    </message>
    <message>
        <source>Preview of the first documents. Click the head of a column to choose its field.</source>
        <translation>Vorschau der ersten Dokumente. Ein Klick auf den Kopf einer Spalte wählt ihr Feld.</translation>
    </message>
    <message>
        <source>%1 (left out)</source>
        <translation>%1 (ausgelassen)</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Another field…</source>
        <translation>Ein anderes Feld…</translation>
    </message>
    <message>
        <source>Import %1 as:</source>
        <translation>%1 importieren als:</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <comment>a field, a column of a file</comment>
        <translation>%1 aus %2</translation>
    </message>
    <message>
        <source>Enter a field name.</source>
        <translation>Geben Sie einen Feldnamen ein.</translation>
    </message>
</context>
<context>
    <name>IndexesPage</name>
    <message>
        <source>Queries and sorts on an indexed field do not read the whole collection.</source>
        <translation>Abfragen und Sortierungen nach einem indizierten Feld lesen nicht die ganze Sammlung.</translation>
    </message>
    <message>
        <source>Indexed fields</source>
        <translation>Indizierte Felder</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Unique</source>
        <translation>Eindeutig</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Add index</source>
        <translation>Index hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>Uses an index.</source>
        <translation>Nutzt einen Index.</translation>
    </message>
    <message>
        <source>Fields separated by commas, for example lastname or address.city</source>
        <translation>Ein Feld, etwa lastname oder address.city; mehrere mit Komma</translation>
    </message>
    <message>
        <source>Fields to index</source>
        <translation>Feld, das indiziert werden soll</translation>
    </message>
    <message>
        <source>Reject documents with the same values</source>
        <translation>Keine zwei Dokumente haben dieselben Werte</translation>
    </message>
    <message>
        <source>Query to explain</source>
        <translation>Abfrage, die erklärt werden soll</translation>
    </message>
    <message>
        <source>Test whether a query uses an index</source>
        <translation>Abfrage ausprobieren: Nutzt sie einen Index?</translation>
    </message>
    <message>
        <source>Belongs to a unique field; see Fields</source>
        <translation>Von einem eindeutigen Feld: siehe Felder</translation>
    </message>
    <message>
        <source>Reads the whole collection. An index on these fields would avoid that.</source>
        <translation>Liest die ganze Sammlung; ein Index auf den Feldern würde das ersparen.</translation>
    </message>
    <message>
        <source>Sorts the results. An index would provide the order.</source>
        <translation>Sortiert, was gefunden wurde; ein Index gäbe die Reihenfolge vor.</translation>
    </message>
    <message>
        <source>Being built; queries use it once it is complete</source>
        <translation>Wird erstellt; Abfragen nutzen ihn, sobald er vollständig ist</translation>
    </message>
    <message>
        <source>Full-text index</source>
        <translation>Volltextindex</translation>
    </message>
    <message>
        <source>Finds the words of filter= without reading the whole collection</source>
        <translation>Findet die Wörter von filter=, ohne die ganze Sammlung zu lesen</translation>
    </message>
    <message>
        <source>filter= reads all documents</source>
        <translation>filter= liest alle Dokumente</translation>
    </message>
    <message>
        <source>Being built (%1 %); filter= reads all documents until it is complete</source>
        <translation>Wird aufgebaut (%1 %); bis er vollständig ist, liest filter= alle Dokumente</translation>
    </message>
    <message>
        <source>No indexes yet.</source>
        <translation>Noch keine Indizes.</translation>
    </message>
</context>
<context>
    <name>InspectorHead</name>
    <message>
        <source>REST inspector</source>
        <translation>REST-Inspektor</translation>
    </message>
    <message>
        <source>Chart of the last hour</source>
        <translation>Diagramm der letzten Stunde</translation>
    </message>
    <message>
        <source>Undock or dock (Ctrl+Alt+J)</source>
        <translation>Eigenes Fenster, oder zurück (Strg+Alt+J)</translation>
    </message>
    <message>
        <source>Hide the inspector (Ctrl+J)</source>
        <translation>Inspektor ausblenden (Strg+J)</translation>
    </message>
    <message>
        <source>Expand the inspector</source>
        <translation>Inspektor ausklappen</translation>
    </message>
    <message>
        <source>Collapse the inspector</source>
        <translation>Inspektor einklappen</translation>
    </message>
</context>
<context>
    <name>InspectorPanel</name>
    <message>
        <source>Debug</source>
        <translation>Debug</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Warn</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Fatal</source>
        <translation>Fatal</translation>
    </message>
    <message>
        <source>Follow new requests</source>
        <translation>Neuen Anfragen folgen</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>Liste leeren</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln lost</source>
        <translation>
            <numerusform>, %Ln verloren</numerusform>
            <numerusform>, %Ln verloren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>paused, %Ln waiting</source>
        <translation>
            <numerusform>angehalten, %Ln wartet</numerusform>
            <numerusform>angehalten, %Ln warten</numerusform>
        </translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Send this request again?</source>
        <translation>Diese Anfrage erneut senden?</translation>
    </message>
    <message>
        <source>Pause (requests are still recorded)</source>
        <translation>Anhalten; Anfragen werden weiter aufgezeichnet</translation>
    </message>
    <message>
        <source>Export recorded requests (HAR or NDJSON)</source>
        <translation>Aufgezeichnetes exportieren (HAR oder NDJSON)</translation>
    </message>
    <message>
        <source>No requests yet. Send one, and it appears here with everything its hooks log.</source>
        <translation>Noch keine Anfragen. Senden Sie eine, und sie erscheint hier mit allem, was ihre Hooks protokollieren.</translation>
    </message>
    <message>
        <source>No requests match the filter.</source>
        <translation>Nichts passt zum Filter.</translation>
    </message>
    <message>
        <source>%1 %2 is sent again: it may change documents, and its hooks run again.</source>
        <translation>%1 %2 wird wirklich gesendet: Dokumente können sich ändern, und die Hooks laufen noch einmal.</translation>
    </message>
    <message>
        <source>Export recorded requests</source>
        <translation>Aufgezeichnetes exportieren</translation>
    </message>
    <message>
        <source>HTTP archive (*.har);;One record per line (*.ndjson)</source>
        <translation>HTTP-Archive (*.har);;Ein Eintrag je Zeile (*.ndjson)</translation>
    </message>
    <message>
        <source>The file could not be written</source>
        <translation>Die Datei lässt sich nicht schreiben</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>4xx</source>
        <translation>4xx</translation>
    </message>
    <message>
        <source>5xx</source>
        <translation>5xx</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 anzeigen</translation>
    </message>
    <message>
        <source>Show the requests of this window</source>
        <translation>Anfragen dieses Fensters anzeigen</translation>
    </message>
    <message>
        <source>key rejected</source>
        <translation>Schlüssel abgelehnt</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>server stopped</source>
        <translation>Server gestoppt</translation>
    </message>
</context>
<context>
    <name>JobEditor</name>
    <message>
        <source>Every minute</source>
        <translation>Jede Minute</translation>
    </message>
    <message>
        <source>Every 10 minutes</source>
        <translation>Alle 10 Minuten</translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation>Jede Stunde</translation>
    </message>
    <message>
        <source>Every day at 03:00</source>
        <translation>Jeden Tag um 03:00</translation>
    </message>
    <message>
        <source>Every Monday at 09:00</source>
        <translation>Jeden Montag um 09:00</translation>
    </message>
    <message>
        <source>First day of the month</source>
        <translation>Am Ersten des Monats</translation>
    </message>
    <message>
        <source>Every year</source>
        <translation>Jedes Jahr</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Edit script</source>
        <translation>Skript bearbeiten</translation>
    </message>
    <message>
        <source>Minute</source>
        <translation>Minute</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>Wochentag</translation>
    </message>
    <message>
        <source>Crontab</source>
        <translation>Crontab</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Time limit in seconds</source>
        <translation>Zeitgrenze in Sekunden</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>Catch up on missed runs</source>
        <translation>Versäumte Läufe nachholen</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Save job</source>
        <translation>Job speichern</translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation>Strg+S</translation>
    </message>
    <message>
        <source>Save the job first</source>
        <translation>Speichern Sie den Job zuerst</translation>
    </message>
    <message>
        <source>Next runs, local time</source>
        <translation>Nächste Läufe, Ortszeit</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Use theirs</source>
        <translation>Fremde übernehmen</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <source>Unsaved changes from %1 were restored.</source>
        <translation>Ungespeicherte Änderungen von %1 wurden wiederhergestellt.</translation>
    </message>
    <message>
        <source>Somebody else saved this job while you were editing it.</source>
        <translation>Jemand anderes hat diesen Job gespeichert, während Sie ihn bearbeitet haben.</translation>
    </message>
    <message>
        <source>Weekdays at 09:00</source>
        <translation>Werktags um 09:00</translation>
    </message>
    <message>
        <source>Job description</source>
        <translation>Beschreibung des Jobs</translation>
    </message>
    <message>
        <source>Time zone from the settings</source>
        <translation>Zeitzone der Einstellungen</translation>
    </message>
    <message>
        <source>Default limit</source>
        <translation>Übliche Grenze</translation>
    </message>
    <message>
        <source>A run is stopped after this many seconds</source>
        <translation>Nach so vielen Sekunden wird der Lauf beendet</translation>
    </message>
    <message>
        <source>Runs once for all runs missed while the server was down or the machine slept</source>
        <translation>Wenn der Server aus war oder der Rechner schlief, läuft er einmal für alles Versäumte</translation>
    </message>
    <message>
        <source>Select a job or create one.</source>
        <translation>Wählen Sie einen Job, oder legen Sie einen an.</translation>
    </message>
    <message>
        <source>Create job</source>
        <translation>Job anlegen</translation>
    </message>
</context>
<context>
    <name>JobModel</name>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>running since %1</source>
        <translation>läuft seit %1</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s)</source>
        <translation>
            <numerusform>%Ln Lauf</numerusform>
            <numerusform>%Ln Läufe</numerusform>
        </translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Job</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Next run</source>
        <translation>Nächster Lauf</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>Letzter Lauf</translation>
    </message>
    <message>
        <source>Last %1 runs</source>
        <translation>Letzte %1 Läufe</translation>
    </message>
    <message>
        <source>No description</source>
        <translation>Ohne Beschreibung</translation>
    </message>
    <message>
        <source>Active; press Space to pause it</source>
        <translation>Läuft nach der Uhr; Leertaste hält ihn an</translation>
    </message>
    <message>
        <source>Paused; press Space to resume it</source>
        <translation>Angehalten; mit der Leertaste läuft er nach der Uhr</translation>
    </message>
</context>
<context>
    <name>JobTexts</name>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>zu lange</translation>
    </message>
</context>
<context>
    <name>JobsPanel</name>
    <message>
        <source>Filter jobs</source>
        <translation>Jobs filtern</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Run now</source>
        <translation>Jetzt ausführen</translation>
    </message>
    <message>
        <source>New job</source>
        <translation>Neuer Job</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Jobs</translation>
    </message>
    <message>
        <source>The job</source>
        <translation>Der Job</translation>
    </message>
    <message>
        <source>Delete the job?</source>
        <translation>Job löschen?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete the selected job (Del)</source>
        <translation>Den gewählten Job löschen (Entf)</translation>
    </message>
    <message>
        <source>Stop the current run</source>
        <translation>Den Lauf des gewählten Jobs beenden</translation>
    </message>
    <message>
        <source>Run the selected job now (F9)</source>
        <translation>Den gewählten Job jetzt ausführen (F9)</translation>
    </message>
    <message>
        <source>No jobs yet. A job is a script that runs on a schedule: press New job, or POST one to /rest/system_jobs.</source>
        <translation>Noch keine Jobs. Ein Job ist ein Skript, das nach der Uhr läuft: Drücken Sie „Neuer Job“, oder senden Sie einen mit POST an /rest/system_jobs.</translation>
    </message>
    <message>
        <source>No jobs match the filter.</source>
        <translation>Kein Job passt zum Filter.</translation>
    </message>
    <message>
        <source>“%1” will no longer run, and all versions of its script are deleted. Its log entries stay in System_log. This cannot be undone.</source>
        <translation>„%1“ läuft nicht mehr, und sein Skript geht mit allen Versionen. Was er getan hat, bleibt in System_log. Das lässt sich nicht rückgängig machen.</translation>
    </message>
</context>
<context>
    <name>KeyBanner</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Your full-access key. It is shown only once:</source>
        <translation>Ihr Schlüssel mit vollem Zugriff. Er wird nur dieses eine Mal gezeigt:</translation>
    </message>
</context>
<context>
    <name>KeyDialog</name>
    <message>
        <source>New API key</source>
        <translation>Neuer API-Schlüssel</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Full access, for servers and administrators</source>
        <translation>Voller Zugriff, für Server und Verwalter</translation>
    </message>
    <message>
        <source>Web, for pages and apps, with limits</source>
        <translation>Web, für Seiten und Apps, mit Grenzen</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Art</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>&amp;Beschreibung</translation>
    </message>
    <message>
        <source>&amp;Path</source>
        <translation>&amp;Pfad</translation>
    </message>
    <message>
        <source>Only from &amp;origin</source>
        <translation>Nur von der H&amp;erkunft</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Schlüssel anlegen</translation>
    </message>
    <message>
        <source>What it is used for</source>
        <translation>Wer ihn benutzt</translation>
    </message>
    <message>
        <source>After /rest: /customers/** is a collection and everything in it, * is one part of a path</source>
        <translation>Hinter /rest: /customers/** ist eine Sammlung mit allem darin, * ein beliebiger Teil eines Pfades</translation>
    </message>
    <message>
        <source>Reject requests without an origin</source>
        <translation>Anfragen ablehnen, die keine Herkunft nennen</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Methoden</translation>
    </message>
</context>
<context>
    <name>KeysPanel</name>
    <message>
        <source>%1 on %2</source>
        <comment>methods, path</comment>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>New key…</source>
        <translation>Neuer Schlüssel…</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <source>web</source>
        <translation>Web</translation>
    </message>
    <message>
        <source>

It is the only key of full access: until you make another, only this window and hookdeskd key can administer the database.</source>
        <translation>

Es ist der einzige Schlüssel mit vollem Zugriff: Bis Sie einen anderen anlegen, können nur dieses Fenster und hookdeskd key die Datenbank verwalten.</translation>
    </message>
    <message>
        <source>Revoke the key?</source>
        <translation>Schlüssel widerrufen?</translation>
    </message>
    <message>
        <source>all collections</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>A key is shown only once, when it is created.</source>
        <translation>Ein Schlüssel selbst wird einmal gezeigt, wenn er angelegt wird.</translation>
    </message>
    <message>
        <source>Requests with this key are rejected from then on (Del)</source>
        <translation>Anfragen mit ihm werden von da an abgelehnt (Entf)</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Requests with the key %1 are rejected from then on. This cannot be undone.</source>
        <translation>Anfragen mit dem Schlüssel %1 werden von da an abgelehnt. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Rechte</translation>
    </message>
</context>
<context>
    <name>LineValues</name>
    <message>
        <source>was %1</source>
        <translation>war %1</translation>
    </message>
</context>
<context>
    <name>LogModel</name>
    <message>
        <source>caught up</source>
        <translation>nachgeholt</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Job</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>manual</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Started by</source>
        <translation>Auslöser</translation>
    </message>
</context>
<context>
    <name>LogPanel</name>
    <message>
        <source>All results</source>
        <translation>Alle Ergebnisse</translation>
    </message>
    <message>
        <source>Ok</source>
        <translation>Ok</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Runs of</source>
        <translation>Läufe von</translation>
    </message>
    <message>
        <source>All jobs</source>
        <translation>Alle Jobs</translation>
    </message>
    <message>
        <source>All failures</source>
        <translation>Alle fehlgeschlagenen</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>Zu lange</translation>
    </message>
    <message>
        <source>Finished runs</source>
        <translation>Beendete Läufe</translation>
    </message>
    <message>
        <source>Refresh (F5)</source>
        <translation>Neu lesen (F5)</translation>
    </message>
    <message>
        <source>Show the run in the inspector (Enter)</source>
        <translation>Den Lauf im Inspektor zeigen (Eingabe)</translation>
    </message>
    <message>
        <source>Job runs</source>
        <translation>Läufe von Jobs</translation>
    </message>
    <message>
        <source>No runs match the filter.</source>
        <translation>Kein Lauf passt zum Filter.</translation>
    </message>
    <message>
        <source>No job has run yet. Each run adds a line here.</source>
        <translation>Noch kein Job ist gelaufen. Jeder Lauf hinterlässt hier eine Zeile.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>No database is open</source>
        <translation>Keine Datenbank ist offen</translation>
    </message>
    <message>
        <source>The server is stopped</source>
        <translation>Der Server ist angehalten</translation>
    </message>
    <message>
        <source>Server running on %1</source>
        <translation>Server läuft auf %1</translation>
    </message>
    <message>
        <source>Writing the backup…</source>
        <translation>Die Sicherung wird geschrieben…</translation>
    </message>
    <message>
        <source>Backed up to %1</source>
        <translation>Gesichert nach %1</translation>
    </message>
    <message>
        <source>Restore the backup?</source>
        <translation>Sicherung wiederherstellen?</translation>
    </message>
    <message>
        <source>%1 becomes what the backup %2 holds. What it is now is kept in a file beside it, with the time in its name.</source>
        <translation>%1 wird zu dem, was die Sicherung %2 enthält. Was sie jetzt ist, bleibt in einer Datei daneben, mit der Zeit im Namen.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>%1 will not be overwritten. Open it, or choose another name for the new database.</source>
        <translation>%1 wird nicht überschrieben. Öffnen Sie die Datei, oder wählen Sie einen anderen Namen für die neue Datenbank.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>This file already exists</source>
        <translation>Diese Datei gibt es schon</translation>
    </message>
    <message>
        <source>The database could not be backed up</source>
        <translation>Die Datenbank lässt sich nicht sichern</translation>
    </message>
    <message>
        <source>Open databases</source>
        <translation>Offene Datenbanken</translation>
    </message>
    <message>
        <source>%1 (production)</source>
        <translation>%1 (Produktion)</translation>
    </message>
    <message>
        <source>Connected to %1</source>
        <translation>Verbunden mit %1</translation>
    </message>
    <message>
        <source>%1 does not answer</source>
        <translation>%1 antwortet nicht</translation>
    </message>
    <message>
        <source>This database is served by another program</source>
        <translation>Ein anderes Programm stellt diese Datenbank bereit</translation>
    </message>
    <message>
        <source>Backups are written and restored where it is served: use hookdeskd backup, which also works with --server %1.</source>
        <translation>Gesichert und wiederhergestellt wird dort, wo sie läuft: mit hookdeskd backup, auch über --server %1.</translation>
    </message>
    <message>
        <source>%1 rejected the key</source>
        <translation>%1 hat den Schlüssel abgelehnt</translation>
    </message>
    <message>
        <source>Nothing to import into</source>
        <translation>Kein Ziel für den Import</translation>
    </message>
    <message>
        <source>Open the collection that %1 is to be imported into, and drop it there.</source>
        <translation>Öffnen Sie die Sammlung, in die %1 importiert werden soll, und legen Sie die Datei dort ab.</translation>
    </message>
</context>
<context>
    <name>MarkDialog</name>
    <message>
        <source>Name and color</source>
        <translation>Name und Farbe</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>MarkForm</name>
    <message>
        <source>&amp;Production: type the name before actions that cannot be undone</source>
        <translation>&amp;Produktion: den Namen eingeben, bevor etwas nicht mehr rückgängig zu machen ist</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Indigo</source>
        <translation>Indigo</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Petrol</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>Bernstein</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Color</source>
        <translation>Farbe</translation>
    </message>
</context>
<context>
    <name>Navigator</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter collections</source>
        <translation>Sammlungen filtern</translation>
    </message>
    <message>
        <source>New collection (Ctrl+Shift+N)</source>
        <translation>Neue Sammlung (Strg+Umschalt+N)</translation>
    </message>
    <message>
        <source>New collection</source>
        <translation>Neue Sammlung</translation>
    </message>
    <message>
        <source>Collections</source>
        <translation>Sammlungen</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Beobachten</translation>
    </message>
    <message>
        <source>REST inspector</source>
        <translation>REST-Inspektor</translation>
    </message>
    <message>
        <source>Has codehooks</source>
        <translation>Hat Codehooks</translation>
    </message>
    <message>
        <source>New module…</source>
        <translation>Neues Modul…</translation>
    </message>
    <message>
        <source>A script that the codehooks of all collections can require</source>
        <translation>Ein Skript, das die Codehooks aller Sammlungen einbinden können</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>Settings and codehook</source>
        <translation>Einstellungen und Codehook</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Codehook</source>
        <translation>Codehook</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>New collection…</source>
        <translation>Neue Sammlung…</translation>
    </message>
    <message>
        <source>Scripts that run on a schedule</source>
        <translation>Skripte, die nach der Uhr laufen</translation>
    </message>
    <message>
        <source>Results of job runs</source>
        <translation>Was aus jedem Lauf eines Jobs wurde</translation>
    </message>
    <message>
        <source>Codehooks are disabled</source>
        <translation>Ihre Codehooks sind abgeschaltet</translation>
    </message>
    <message>
        <source>None yet: press + to create one</source>
        <translation>Noch keine: Mit + legen Sie eine an</translation>
    </message>
    <message>
        <source>Open as documents</source>
        <translation>Als Dokumente</translation>
    </message>
    <message>
        <source>A codehook failed: %1</source>
        <translation>Ein Codehook ist fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Write, send and check requests</source>
        <translation>Anfragen schreiben, senden und prüfen</translation>
    </message>
</context>
<context>
    <name>NodeChoice</name>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>The server whose requests are shown</source>
        <translation>Der Server, dessen Anfragen angezeigt werden</translation>
    </message>
    <message>
        <source>%1 (this one)</source>
        <translation>%1 (dieser)</translation>
    </message>
    <message>
        <source>%1 (not running)</source>
        <translation>%1 (läuft nicht)</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>%1 settings</source>
        <translation>%1 Einstellungen</translation>
    </message>
    <message>
        <source>Job %1</source>
        <translation>Job %1</translation>
    </message>
    <message>
        <source>Search in scripts</source>
        <translation>In Skripten suchen</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Saved by somebody else</source>
        <translation>Von jemand anderem gespeichert</translation>
    </message>
    <message>
        <source>Your version</source>
        <translation>Ihre Fassung</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
</context>
<context>
    <name>PairReader</name>
    <message>
        <source>%1 runs an older version of Hookdesk that cannot be compared. Update it.</source>
        <translation>%1 hat eine ältere Version von Hookdesk, die sich nicht vergleichen lässt. Aktualisieren Sie sie.</translation>
    </message>
    <message>
        <source>%1 rejected the key. Comparing needs a full-access key.</source>
        <translation>%1 hat den Schlüssel abgelehnt. Für den Vergleich braucht es einen Schlüssel mit vollem Zugriff.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
</context>
<context>
    <name>PairTable</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message>
        <source>Results</source>
        <translation>Was passt</translation>
    </message>
    <message>
        <source>No matches</source>
        <translation>Keine Treffer</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Voreinstellungen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> pt</translation>
    </message>
    <message>
        <source>&amp;Text size</source>
        <translation>&amp;Textgröße</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Closing the window leaves the server running, with an icon in the tray</source>
        <translation>Das Fenster zu schließen lässt den Server laufen, mit einem Symbol im Infobereich</translation>
    </message>
    <message>
        <source>Follow system</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>&amp;Server address</source>
        <translation>&amp;Adresse des Servers</translation>
    </message>
    <message>
        <source>This desktop has no system tray.</source>
        <translation>Dieser Desktop hat keinen Infobereich.</translation>
    </message>
    <message>
        <source>Address and port, for example 127.0.0.1:8787; port 0 uses a free port.</source>
        <translation>Eine Adresse dieses Rechners und ein Port, etwa 127.0.0.1:8787; Port 0 nimmt einen freien.</translation>
    </message>
    <message>
        <source>Reachable only from this computer.</source>
        <translation>Nur von diesem Rechner aus erreichbar.</translation>
    </message>
    <message>
        <source>Reachable from the network: clients need a key, and the connection is not encrypted.</source>
        <translation>Andere im Netz können ihn erreichen: Sie brauchen einen Schlüssel, und was sie senden, ist nicht verschlüsselt.</translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Reading the scripts…</source>
        <translation>Liest die Skripte …</translation>
    </message>
    <message>
        <source>Show errors</source>
        <translation>Fehler zeigen</translation>
    </message>
    <message>
        <source>Show warnings</source>
        <translation>Warnungen zeigen</translation>
    </message>
    <message>
        <source>Checking %1…</source>
        <translation>Prüft %1 …</translation>
    </message>
    <message>
        <source>%1, %2 in %3</source>
        <translation>%1, %2 in %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln error(s)</source>
        <translation>
            <numerusform>%Ln Fehler</numerusform>
            <numerusform>%Ln Fehler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln warning(s)</source>
        <translation>
            <numerusform>%Ln Warnung</numerusform>
            <numerusform>%Ln Warnungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln saved script(s)</source>
        <translation>
            <numerusform>%Ln gespeicherten Skript</numerusform>
            <numerusform>%Ln gespeicherten Skripten</numerusform>
        </translation>
    </message>
    <message>
        <source>No scripts</source>
        <translation>Keine Skripte</translation>
    </message>
    <message>
        <source>All problems are hidden by the two switches above.</source>
        <translation>Die beiden Schalter oben blenden alle Probleme aus.</translation>
    </message>
    <message>
        <source>No problems. What is saved in a codehook, a module or a job is checked here.</source>
        <translation>Keine Probleme. Hier wird geprüft, was in einem Codehook, einem Modul oder einem Job gespeichert ist.</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Line %1: here it is opened</source>
        <translation>Zeile %1: hier wird sie geöffnet</translation>
    </message>
</context>
<context>
    <name>ProgressDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Wie weit es ist</translation>
    </message>
</context>
<context>
    <name>QueryCompletion</name>
    <message>
        <source>equal</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>not equal</source>
        <translation>ungleich</translation>
    </message>
    <message>
        <source>greater</source>
        <translation>größer</translation>
    </message>
    <message>
        <source>greater or equal</source>
        <translation>größer oder gleich</translation>
    </message>
    <message>
        <source>less</source>
        <translation>kleiner</translation>
    </message>
    <message>
        <source>less or equal</source>
        <translation>kleiner oder gleich</translation>
    </message>
    <message>
        <source>between two values: [from, to]</source>
        <translation>zwischen zwei Werten: [von, bis]</translation>
    </message>
    <message>
        <source>one of a list</source>
        <translation>einer aus einer Liste</translation>
    </message>
    <message>
        <source>none of a list</source>
        <translation>keiner aus einer Liste</translation>
    </message>
    <message>
        <source>the field is there, or not</source>
        <translation>das Feld ist vorhanden, oder nicht</translation>
    </message>
    <message>
        <source>matches a regular expression</source>
        <translation>passt zu einem regulären Ausdruck</translation>
    </message>
    <message>
        <source>of $regex: i ignores case</source>
        <translation>von $regex: i übersieht Groß und Klein</translation>
    </message>
    <message>
        <source>the condition does not hold</source>
        <translation>die Bedingung gilt nicht</translation>
    </message>
    <message>
        <source>an array with all of these</source>
        <translation>ein Array mit allen diesen</translation>
    </message>
    <message>
        <source>an element of an array holds to conditions</source>
        <translation>ein Element eines Arrays erfüllt Bedingungen</translation>
    </message>
    <message>
        <source>the length of an array</source>
        <translation>die Länge eines Arrays</translation>
    </message>
    <message>
        <source>the type of the value</source>
        <translation>der Typ des Wertes</translation>
    </message>
    <message>
        <source>divisor and remainder: [4, 0]</source>
        <translation>Teiler und Rest: [4, 0]</translation>
    </message>
    <message>
        <source>all of a list of queries hold</source>
        <translation>alle Abfragen einer Liste gelten</translation>
    </message>
    <message>
        <source>one of a list of queries holds</source>
        <translation>eine Abfrage einer Liste gilt</translation>
    </message>
    <message>
        <source>none of a list of queries holds</source>
        <translation>keine Abfrage einer Liste gilt</translation>
    </message>
    <message>
        <source>the values of a field, once each</source>
        <translation>die Werte eines Feldes, jeder einmal</translation>
    </message>
</context>
<context>
    <name>QueryField</name>
    <message>
        <source>Completions</source>
        <translation>Vorschläge</translation>
    </message>
</context>
<context>
    <name>Recording</name>
    <message>
        <source>This is no recording of a run.</source>
        <translation>Das ist keine Aufzeichnung eines Laufs.</translation>
    </message>
    <message>
        <source>This recording was made by a later version of Hookdesk.</source>
        <translation>Diese Aufzeichnung stammt von einer neueren Version von Hookdesk.</translation>
    </message>
    <message>
        <source>This recording has no steps.</source>
        <translation>Diese Aufzeichnung hat keine Schritte.</translation>
    </message>
</context>
<context>
    <name>RelatedPreview</name>
    <message>
        <source>The document %1 in %2 no longer exists.</source>
        <translation>Das Dokument %1 in %2 gibt es nicht mehr.</translation>
    </message>
</context>
<context>
    <name>RemoteClient</name>
    <message>
        <source>%1 is not trusted: %2. Add the authority of its certificate to those of this system.</source>
        <translation>%1 ist nicht vertrauenswürdig: %2. Fügen Sie den Aussteller des Zertifikats denen dieses Systems hinzu.</translation>
    </message>
    <message>
        <source>%1 does not answer: %2. See that the server runs there.</source>
        <translation>%1 antwortet nicht: %2. Prüfen Sie, ob der Server dort läuft.</translation>
    </message>
    <message>
        <source>The answer of %1 is too large.</source>
        <translation>Die Antwort von %1 ist zu groß.</translation>
    </message>
    <message>
        <source>%1 closed the connection without an answer. Reload to see what is stored.</source>
        <translation>%1 hat die Verbindung ohne Antwort geschlossen. Laden Sie neu, um zu sehen, was gespeichert ist.</translation>
    </message>
    <message>
        <source>The answer of %1 is incomplete: %2. Reload to see what is stored.</source>
        <translation>Die Antwort von %1 ist unvollständig: %2. Laden Sie neu, um zu sehen, was gespeichert ist.</translation>
    </message>
</context>
<context>
    <name>Replacement</name>
    <message>
        <source>Somebody else has saved it meanwhile.</source>
        <translation>Jemand anderes hat es inzwischen gespeichert.</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
</context>
<context>
    <name>ReplayCode</name>
    <message>
        <source>Recorded scripts</source>
        <translation>Aufgezeichnete Skripte</translation>
    </message>
    <message>
        <source>Recorded script</source>
        <translation>Aufgezeichnetes Skript</translation>
    </message>
    <message>
        <source>%1 at step %2 (line %3)</source>
        <translation>%1 in Schritt %2 (Zeile %3)</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>war %1</translation>
    </message>
    <message>
        <source>Go to where it was set</source>
        <translation>Dorthin, wo es gesetzt wurde</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Beobachten</translation>
    </message>
    <message>
        <source>Do not stop when it changes</source>
        <translation>Bei Änderung nicht mehr anhalten</translation>
    </message>
    <message>
        <source>Stop when it changes</source>
        <translation>Bei Änderung anhalten</translation>
    </message>
</context>
<context>
    <name>ReplayExpression</name>
    <message>
        <source>Something is missing at the end.</source>
        <translation>Am Ende fehlt etwas.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not understood here.</source>
        <translation>„%1“ wird hier nicht verstanden.</translation>
    </message>
</context>
<context>
    <name>ReplaySide</name>
    <message>
        <source>changed only</source>
        <translation>nur geänderte</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>Variablen</translation>
    </message>
    <message>
        <source>Go to where it was set</source>
        <translation>Dorthin, wo es gesetzt wurde</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>Beobachten</translation>
    </message>
    <message>
        <source>Watches</source>
        <translation>Beobachtet</translation>
    </message>
    <message>
        <source>Delete removes a watch</source>
        <translation>Entf entfernt einen Ausdruck</translation>
    </message>
    <message>
        <source>Add a watch</source>
        <translation>Ausdruck beobachten</translation>
    </message>
    <message>
        <source>Add a watch: order.lines[0].count &gt; 2</source>
        <translation>Ausdruck beobachten: order.lines[0].count &gt; 2</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Call stack</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Stops and log points</source>
        <translation>Haltepunkte und Protokollpunkte</translation>
    </message>
    <message>
        <source>Click beside a line to stop there; Shift+click for a condition or text</source>
        <translation>Klick neben einer Zeile setzt einen Haltepunkt, Umschalt+Klick eine Bedingung oder einen Text</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>Both runs did the same, step by step.</source>
        <translation>Beide Läufe taten Schritt für Schritt dasselbe.</translation>
    </message>
    <message>
        <source>First other value at %1: %2 is %3 instead of %4.</source>
        <translation>Erster anderer Wert in %1: %2 ist %3 statt %4.</translation>
    </message>
    <message>
        <source>First other line at %1: line %2 instead of line %3.</source>
        <translation>Erste andere Zeile in %1: Zeile %2 statt Zeile %3.</translation>
    </message>
    <message>
        <source>Both ran the same lines.</source>
        <translation>Beide durchliefen dieselben Zeilen.</translation>
    </message>
    <message>
        <source>… of %1</source>
        <translation>… von %1</translation>
    </message>
    <message>
        <source>(returns)</source>
        <translation>(gibt zurück)</translation>
    </message>
    <message>
        <source>Of a function around this one</source>
        <translation>Aus einer umgebenden Funktion</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>war %1</translation>
    </message>
    <message>
        <source>%1 became %2</source>
        <translation>aus %1 wurde %2</translation>
    </message>
    <message>
        <source>not set here</source>
        <translation>hier nicht gesetzt</translation>
    </message>
    <message>
        <source>(anonymous)</source>
        <translation>(anonym)</translation>
    </message>
    <message>
        <source>after</source>
        <translation>nach</translation>
    </message>
    <message>
        <source>begun in</source>
        <translation>begonnen in</translation>
    </message>
    <message>
        <source>when %1</source>
        <translation>wenn %1</translation>
    </message>
    <message>
        <source>log &quot;%1&quot;</source>
        <translation>protokolliert „%1“</translation>
    </message>
    <message>
        <source>Stop when it changes, or no longer</source>
        <translation>Bei Änderung anhalten oder nicht mehr</translation>
    </message>
    <message>
        <source>%1 changes</source>
        <translation>%1 ändert sich</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>nicht vorhanden</translation>
    </message>
</context>
<context>
    <name>ReplaySlider</name>
    <message>
        <source>Steps of the run</source>
        <translation>Schritte des Laufs</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>Schritt %1</translation>
    </message>
</context>
<context>
    <name>ReplaySteps</name>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
</context>
<context>
    <name>ReplayStepsModel</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>What it did</source>
        <translation>Was er tat</translation>
    </message>
</context>
<context>
    <name>ReplayView</name>
    <message>
        <source>Replay</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>Compare with a recording…</source>
        <translation>Mit einer Aufzeichnung vergleichen…</translation>
    </message>
    <message>
        <source>Compare with the recording before</source>
        <translation>Mit der vorigen Aufzeichnung vergleichen</translation>
    </message>
    <message>
        <source>Not compared</source>
        <translation>Nicht verglichen</translation>
    </message>
    <message>
        <source>Save as file…</source>
        <translation>Als Datei speichern…</translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation>Aufzeichnung öffnen…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>%1 more steps were not kept: a recording has 100,000 steps or 16 MiB. Its last calls, log lines and end are there.</source>
        <translation>%1 weitere Schritte wurden nicht behalten: Eine Aufzeichnung hat 100.000 Schritte oder 16 MiB. Ihre letzten Aufrufe, Protokollzeilen und ihr Ende sind vorhanden.</translation>
    </message>
    <message>
        <source>step %1 of %2, %3 ms</source>
        <translation>Schritt %1 von %2, %3 ms</translation>
    </message>
    <message>
        <source>Save the recording</source>
        <translation>Aufzeichnung speichern</translation>
    </message>
    <message>
        <source>Recordings (*.hookrun);;All files (*)</source>
        <translation>Aufzeichnungen (*.hookrun);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The file could not be written</source>
        <translation>Die Datei konnte nicht geschrieben werden</translation>
    </message>
    <message>
        <source>Compare with a recording</source>
        <translation>Mit einer Aufzeichnung vergleichen</translation>
    </message>
</context>
<context>
    <name>RequestBook</name>
    <message>
        <source>This request is not there any more.</source>
        <translation>Diese Anfrage gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is a file %1 already.</source>
        <translation>Es gibt schon eine Datei %1.</translation>
    </message>
</context>
<context>
    <name>RequestDetails</name>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Request as a curl command</source>
        <translation>Anfrage als curl-Befehl</translation>
    </message>
    <message>
        <source>Timing</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Status %1 before, %2 now; %3 ms now.</source>
        <translation>Status vorher %1, jetzt %2; jetzt %3 ms.</translation>
    </message>
    <message>
        <source>Hooks</source>
        <translation>Hooks</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Open in a test run of its codehook (Ctrl+T)</source>
        <translation>In einem Testlauf seines Codehooks öffnen (Ctrl+T)</translation>
    </message>
    <message numerus="yes">
        <source>[%Ln byte(s), not stored]</source>
        <translation>
            <numerusform>[%Ln Byte, das nicht aufbewahrt wird]</numerusform>
            <numerusform>[%Ln Byte, die nicht aufbewahrt werden]</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>[truncated; %Ln byte(s) in total]</source>
        <translation>
            <numerusform>[hier gekürzt; es war %Ln Byte]</numerusform>
            <numerusform>[hier gekürzt; es waren %Ln Byte]</numerusform>
        </translation>
    </message>
    <message>
        <source>The hooks changed and called nothing.</source>
        <translation>Kein Hook hat etwas geändert oder aufgerufen.</translation>
    </message>
    <message>
        <source>Changes and calls of the hooks</source>
        <translation>Was die Hooks geändert und aufgerufen haben</translation>
    </message>
    <message>
        <source>Comparison of both responses</source>
        <translation>Beide Antworten verglichen</translation>
    </message>
    <message>
        <source>Send again and compare the responses (Ctrl+Shift+R)</source>
        <translation>Erneut senden und die Antworten vergleichen (Ctrl+Shift+R)</translation>
    </message>
    <message>
        <source>Full access (this window)</source>
        <translation>Mit allen Rechten dieses Fensters</translation>
    </message>
    <message>
        <source>Key %1… %2</source>
        <comment>first characters and description of a key</comment>
        <translation>Als Schlüssel %1… %2</translation>
    </message>
    <message>
        <source>The responses are identical.</source>
        <translation>Die Antworten sind gleich.</translation>
    </message>
    <message>
        <source>Select a request</source>
        <translation>Wählen Sie eine Anfrage</translation>
    </message>
    <message>
        <source>Show JSON as a tree</source>
        <translation>JSON als Baum zeigen</translation>
    </message>
    <message>
        <source>Find (Ctrl+F)</source>
        <translation>Suchen (Strg+F)</translation>
    </message>
</context>
<context>
    <name>RequestEditor</name>
    <message>
        <source>Parameters of the query</source>
        <translation>Parameter der Abfrage</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Values taken out of the response</source>
        <translation>Werte aus der Antwort</translation>
    </message>
    <message>
        <source>One per line: name = body.path
For example: token = body.token</source>
        <translation>Einer je Zeile: name = body.pfad
Zum Beispiel: token = body.token</translation>
    </message>
    <message>
        <source>Checks of the response</source>
        <translation>Prüfungen der Antwort</translation>
    </message>
    <message>
        <source>One per line. For example:
status == 201
body.list[0].field == &quot;email&quot;
body.error missing
duration &lt; 200</source>
        <translation>Eine je Zeile. Zum Beispiel:
status == 201
body.list[0].field == &quot;email&quot;
body.error missing
duration &lt; 200</translation>
    </message>
    <message>
        <source>The whole file as text</source>
        <translation>Die ganze Datei als Text</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Name for other requests</source>
        <translation>Name für andere Anfragen</translation>
    </message>
    <message>
        <source>Name, for {{name.response.body}}</source>
        <translation>Name, für {{name.response.body}}</translation>
    </message>
    <message>
        <source>Results of the checks</source>
        <translation>Ergebnisse der Prüfungen</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Body</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Abfrage</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Values that later requests use as {{name}}</source>
        <translation>Werte, die spätere Anfragen als {{name}} verwenden</translation>
    </message>
    <message>
        <source>The file as it is kept, with comments and variables</source>
        <translation>Die Datei, wie sie gespeichert ist, mit Kommentaren und Variablen</translation>
    </message>
</context>
<context>
    <name>RequestFileActions</name>
    <message>
        <source>New request</source>
        <translation>Neue Anfrage</translation>
    </message>
    <message>
        <source>New file…</source>
        <translation>Neue Datei…</translation>
    </message>
    <message>
        <source>Import a file (Postman, HAR, OpenAPI, .http)…</source>
        <translation>Datei importieren (Postman, HAR, OpenAPI, .http)…</translation>
    </message>
    <message>
        <source>Paste a cURL command or another text</source>
        <translation>cURL-Befehl oder anderen Text einfügen</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>Anderen Ordner wählen…</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>Run this file</source>
        <translation>Diese Datei ausführen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Rename file…</source>
        <translation>Datei umbenennen…</translation>
    </message>
    <message>
        <source>Delete request</source>
        <translation>Anfrage löschen</translation>
    </message>
    <message>
        <source>Delete file…</source>
        <translation>Datei löschen…</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <comment>name of a request</comment>
        <translation>%1 (Kopie)</translation>
    </message>
    <message>
        <source>New file of requests</source>
        <translation>Neue Datei von Anfragen</translation>
    </message>
    <message>
        <source>Name, with folders: checkout/orders</source>
        <translation>Name, mit Ordnern: checkout/orders</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>There is such a file already.</source>
        <translation>Diese Datei gibt es schon.</translation>
    </message>
    <message>
        <source>Rename file</source>
        <translation>Datei umbenennen</translation>
    </message>
    <message>
        <source>Name, with folders</source>
        <translation>Name, mit Ordnern</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Delete %1?</source>
        <translation>%1 löschen?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>JUnit XML (*.xml)</source>
        <translation>JUnit-XML (*.xml)</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Import requests</source>
        <translation>Anfragen importieren</translation>
    </message>
    <message>
        <source>Requests (*.json *.har *.http *.rest *.txt);;All files (*)</source>
        <translation>Anfragen (*.json *.har *.http *.rest *.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>%1 kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Folder of requests</source>
        <translation>Ordner der Anfragen</translation>
    </message>
    <message>
        <source>There are unsaved changes</source>
        <translation>Es gibt ungespeicherte Änderungen</translation>
    </message>
    <message>
        <source>They are lost when another folder is opened.</source>
        <translation>Sie gehen verloren, wenn ein anderer Ordner geöffnet wird.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message numerus="yes">
        <source>The file and its %Ln request(s) are deleted from the disk.</source>
        <translation>
            <numerusform>Die Datei und ihre %Ln Anfrage werden vom Datenträger gelöscht.</numerusform>
            <numerusform>Die Datei und ihre %Ln Anfragen werden vom Datenträger gelöscht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) are kept in http-client.private.env.json.</source>
        <translation>
            <numerusform>%Ln Schlüssel ist in http-client.private.env.json gespeichert.</numerusform>
            <numerusform>%Ln Schlüssel sind in http-client.private.env.json gespeichert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestForm</name>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Abfrage</translation>
    </message>
    <message>
        <source>Query, for example q={&quot;active&quot;:true}&amp;max=10</source>
        <translation>Abfrage, zum Beispiel q={&quot;active&quot;:true}&amp;max=10</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Body, as JSON</source>
        <translation>Inhalt, als JSON</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Kopfzeilen</translation>
    </message>
    <message>
        <source>One per line: name: value</source>
        <translation>Eine je Zeile: Name: Wert</translation>
    </message>
    <message>
        <source>Fill with a recorded request or a document</source>
        <translation>Mit einer aufgezeichneten Anfrage oder einem Dokument füllen</translation>
    </message>
    <message>
        <source>Newest document</source>
        <translation>Neuestes Dokument</translation>
    </message>
    <message>
        <source>Reading the last requests…</source>
        <translation>Liest die letzten Anfragen …</translation>
    </message>
    <message>
        <source>No requests were recorded</source>
        <translation>Keine Anfragen aufgezeichnet</translation>
    </message>
    <message>
        <source>No requests of %1 were recorded</source>
        <translation>Keine Anfragen von %1 aufgezeichnet</translation>
    </message>
</context>
<context>
    <name>RequestQueue</name>
    <message numerus="yes">
        <source>%Ln document(s) were rejected. %1</source>
        <translation>
            <numerusform>%Ln Dokument wurde abgelehnt. %1</numerusform>
            <numerusform>%Ln Dokumente wurden abgelehnt. %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestTexts</name>
    <message>
        <source>&quot;%1&quot; is no path such as body.list[0].name.</source>
        <translation>„%1“ ist kein Pfad wie body.list[0].name.</translation>
    </message>
    <message>
        <source>The body is empty.</source>
        <translation>Der Body ist leer.</translation>
    </message>
    <message>
        <source>The body is no JSON, so nothing is found inside of it.</source>
        <translation>Der Body ist kein JSON, daher wird darin nichts gefunden.</translation>
    </message>
    <message>
        <source>%1 requests are not supported.</source>
        <translation>Anfragen der Art %1 werden nicht unterstützt.</translation>
    </message>
    <message>
        <source>A variable is written as @name = value.</source>
        <translation>Eine Variable wird als @name = wert geschrieben.</translation>
    </message>
    <message>
        <source>Scripts before a request are kept, but not run.</source>
        <translation>Skripte vor einer Anfrage bleiben erhalten, werden aber nicht ausgeführt.</translation>
    </message>
    <message>
        <source>This is no request; one begins with a method and an address, such as GET https://example.com.</source>
        <translation>Das ist keine Anfrage; eine beginnt mit Methode und Adresse, etwa GET https://example.com.</translation>
    </message>
    <message>
        <source>This is no header; one is written as name: value. A body is separated from the headers by a blank line.</source>
        <translation>Das ist kein Header; einer wird als name: wert geschrieben. Den Body trennt eine Leerzeile von den Headern.</translation>
    </message>
    <message>
        <source>Scripts for a response are kept, but not run; use # @check and # @set.</source>
        <translation>Skripte für eine Antwort bleiben erhalten, werden aber nicht ausgeführt; nehmen Sie # @check und # @set.</translation>
    </message>
    <message>
        <source>What follows a script for the response is not sent.</source>
        <translation>Was auf ein Skript für die Antwort folgt, wird nicht gesendet.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no check such as status == 200 or body.name exists. The operators are ==, !=, &lt;, &lt;=, &gt;, &gt;=, contains, matches, exists and missing.</source>
        <translation>„%1“ ist keine Prüfung wie status == 200 oder body.name exists. Die Operatoren sind ==, !=, &lt;, &lt;=, &gt;, &gt;=, contains, matches, exists und missing.</translation>
    </message>
    <message>
        <source>is %1</source>
        <translation>ist %1</translation>
    </message>
    <message>
        <source>cannot be compared: %1</source>
        <translation>kann nicht verglichen werden: %1</translation>
    </message>
    <message>
        <source>is %1, which has no order with %2</source>
        <translation>ist %1, was mit %2 nicht der Größe nach verglichen werden kann</translation>
    </message>
    <message>
        <source>%1 should be missing, but is %2</source>
        <translation>%1 sollte fehlen, ist aber %2</translation>
    </message>
    <message>
        <source>%1 should exist, but is missing</source>
        <translation>%1 sollte vorhanden sein, fehlt aber</translation>
    </message>
    <message>
        <source>cannot be looked at: %1</source>
        <translation>kann nicht geprüft werden: %1</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>expected %1 %2 %3, but it %4</source>
        <translation>erwartet: %1 %2 %3, aber es %4</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not written as name = body.path.</source>
        <translation>„%1“ ist nicht als name = body.pfad geschrieben.</translation>
    </message>
    <message>
        <source>The option --%1 of curl is left out.</source>
        <translation>Die Option --%1 von curl wird weggelassen.</translation>
    </message>
    <message>
        <source>The command has no address.</source>
        <translation>Der Befehl hat keine Adresse.</translation>
    </message>
    <message>
        <source>This is no command of curl.</source>
        <translation>Das ist kein curl-Befehl.</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no object of variables.</source>
        <translation>%1: „%2“ ist kein Objekt mit Variablen.</translation>
    </message>
    <message>
        <source>%1 is no object of environments.</source>
        <translation>%1 ist kein Objekt mit Umgebungen.</translation>
    </message>
    <message>
        <source>%1 is left out, because it is not of HTTP.</source>
        <translation>%1 wird weggelassen, weil es nicht zu HTTP gehört.</translation>
    </message>
    <message>
        <source>%1 has {{, which begins a variable here.</source>
        <translation>%1 enthält {{, womit hier eine Variable beginnt.</translation>
    </message>
    <message>
        <source>There are no requests in this HAR file.</source>
        <translation>In dieser HAR-Datei sind keine Anfragen.</translation>
    </message>
    <message>
        <source>Only the first %1 requests were taken.</source>
        <translation>Nur die ersten %1 Anfragen wurden übernommen.</translation>
    </message>
    <message>
        <source>Only the first %1 MiB of requests were taken.</source>
        <translation>Nur die ersten %1 MiB der Anfragen wurden übernommen.</translation>
    </message>
    <message>
        <source>%1: its body is left out, because the text format cannot hold it.</source>
        <translation>%1: Der Body wird weggelassen, weil das Textformat ihn nicht aufnehmen kann.</translation>
    </message>
    <message>
        <source>%1 is left out: %2</source>
        <translation>%1 wird weggelassen: %2</translation>
    </message>
    <message>
        <source>OpenAPI is read as JSON, not as YAML. Save it as JSON, for example with yq -o json FILE or in the Swagger Editor.</source>
        <translation>OpenAPI wird als JSON gelesen, nicht als YAML. Speichern Sie es als JSON, etwa mit yq -o json DATEI oder im Swagger Editor.</translation>
    </message>
    <message>
        <source>This is neither a curl command, nor HAR, a Postman collection, OpenAPI or a file of requests.</source>
        <translation>Das ist weder ein curl-Befehl noch HAR, eine Postman-Sammlung, OpenAPI oder eine Datei mit Anfragen.</translation>
    </message>
    <message>
        <source>%1: write its body of the type %2.</source>
        <translation>%1: Schreiben Sie den Body vom Typ %2 selbst.</translation>
    </message>
    <message>
        <source>This is no description of an API by OpenAPI 3.</source>
        <translation>Das ist keine Beschreibung einer API nach OpenAPI 3.</translation>
    </message>
    <message>
        <source>The description has no operations.</source>
        <translation>Die Beschreibung hat keine Operationen.</translation>
    </message>
    <message>
        <source>%1: the authorization &quot;%2&quot; is not carried over.</source>
        <translation>%1: Die Anmeldung „%2“ wird nicht übernommen.</translation>
    </message>
    <message>
        <source>%1: put its file %2 beside the file of requests.</source>
        <translation>%1: Legen Sie die Datei %2 neben die Datei mit den Anfragen.</translation>
    </message>
    <message>
        <source>%1: not carried over from its %2 script: %3.</source>
        <translation>%1: aus dem Skript „%2“ nicht übernommen: %3.</translation>
    </message>
    <message>
        <source>The collection</source>
        <translation>Die Sammlung</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>%1 is left out, because it has no address.</source>
        <translation>%1 wird weggelassen, weil es keine Adresse hat.</translation>
    </message>
    <message>
        <source>This collection is of version 1 of Postman&apos;s format; export it as version 2.1.</source>
        <translation>Diese Sammlung hat Version 1 des Formats von Postman; exportieren Sie sie als Version 2.1.</translation>
    </message>
    <message>
        <source>This is no collection of Postman.</source>
        <translation>Das ist keine Sammlung von Postman.</translation>
    </message>
    <message>
        <source>There are no requests in this collection.</source>
        <translation>In dieser Sammlung sind keine Anfragen.</translation>
    </message>
    <message>
        <source>Only addresses of http and https can be sent to.</source>
        <translation>Gesendet werden kann nur an Adressen mit http und https.</translation>
    </message>
    <message>
        <source>A request has at most %1 headers.</source>
        <translation>Eine Anfrage hat höchstens %1 Header.</translation>
    </message>
    <message>
        <source>The header %1 has a line break.</source>
        <translation>Der Header %1 enthält einen Zeilenumbruch.</translation>
    </message>
    <message>
        <source>&quot;# @as&quot; is followed by key and an id, by user and an address, or by none.</source>
        <translation>Auf „# @as“ folgt key mit einer Kennung, user mit einer Adresse oder none.</translation>
    </message>
    <message>
        <source>&quot;# @as&quot; is for requests to the server that one is connected to; this one goes elsewhere.</source>
        <translation>„# @as“ ist für Anfragen an den verbundenen Server; diese geht woandershin.</translation>
    </message>
    <message>
        <source>the title</source>
        <translation>den Titel</translation>
    </message>
    <message>
        <source>the method or the address</source>
        <translation>die Methode oder die Adresse</translation>
    </message>
    <message>
        <source>a header</source>
        <translation>einen Header</translation>
    </message>
    <message>
        <source>a name, a check or a value</source>
        <translation>einen Namen, eine Prüfung oder einen Wert</translation>
    </message>
    <message>
        <source>a line of the body</source>
        <translation>eine Zeile des Bodys</translation>
    </message>
    <message>
        <source>a line</source>
        <translation>eine Zeile</translation>
    </message>
    <message>
        <source>The text format of requests cannot hold %1 that is written so.</source>
        <translation>Das Textformat der Anfragen kann %1 in dieser Schreibweise nicht aufnehmen.</translation>
    </message>
    <message>
        <source>%1 is outside of the folder of requests.</source>
        <translation>%1 liegt außerhalb des Ordners mit den Anfragen.</translation>
    </message>
    <message>
        <source>The name of a file of requests ends in .http.</source>
        <translation>Der Name einer Datei mit Anfragen endet auf .http.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name for a file or folder of requests.</source>
        <translation>„%1“ ist kein Name für eine Datei oder einen Ordner mit Anfragen.</translation>
    </message>
    <message>
        <source>%1 has more than %2 files of requests.</source>
        <translation>%1 hat mehr als %2 Dateien mit Anfragen.</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Es gibt keine Datei %1.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>%1 is larger than %2 MiB.</source>
        <translation>%1 ist größer als %2 MiB.</translation>
    </message>
    <message>
        <source>%1 is not sent, because it is hidden or has keys.</source>
        <translation>%1 wird nicht gesendet, weil die Datei verborgen ist oder Schlüssel enthält.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be created.</source>
        <translation>Der Ordner %1 kann nicht angelegt werden.</translation>
    </message>
    <message>
        <source>%1 is a symbolic link.</source>
        <translation>%1 ist ein symbolischer Link.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 kann nicht geschrieben werden: %2</translation>
    </message>
    <message>
        <source>%1 cannot be deleted: %2</source>
        <translation>%1 kann nicht gelöscht werden: %2</translation>
    </message>
    <message>
        <source>There is a file %1 already.</source>
        <translation>Es gibt schon eine Datei %1.</translation>
    </message>
    <message>
        <source>%1 cannot be renamed: %2</source>
        <translation>%1 kann nicht umbenannt werden: %2</translation>
    </message>
    <message>
        <source>The files of %1 have more than %2 MiB.</source>
        <translation>Die Dateien von %1 haben mehr als %2 MiB.</translation>
    </message>
    <message>
        <source>There is no %1 in the response.</source>
        <translation>In der Antwort gibt es kein %1.</translation>
    </message>
    <message>
        <source>A quotation mark of the command is not closed.</source>
        <translation>Ein Anführungszeichen des Befehls wird nicht geschlossen.</translation>
    </message>
    <message>
        <source>There is no variable &quot;%1&quot;.</source>
        <translation>Es gibt keine Variable „%1“.</translation>
    </message>
    <message>
        <source>The variables make a text that is too long.</source>
        <translation>Die Variablen ergeben einen zu langen Text.</translation>
    </message>
    <message>
        <source>The variable &quot;%1&quot; is made of itself.</source>
        <translation>Die Variable „%1“ besteht aus sich selbst.</translation>
    </message>
    <message>
        <source>The request &quot;%1&quot; was not sent yet, so it has no response.</source>
        <translation>Die Anfrage „%1“ wurde noch nicht gesendet und hat daher keine Antwort.</translation>
    </message>
    <message>
        <source>The body of the request &quot;%1&quot; has the key of the connection, which goes to its server alone.</source>
        <translation>Der Body der Anfrage „%1“ enthält den Schlüssel der Verbindung, der nur an deren Server geht.</translation>
    </message>
    <message>
        <source>There is no %1 in the response to the request &quot;%2&quot;.</source>
        <translation>In der Antwort auf die Anfrage „%2“ gibt es kein %1.</translation>
    </message>
    <message>
        <source>There is no %1 in the request &quot;%2&quot;.</source>
        <translation>In der Anfrage „%2“ gibt es kein %1.</translation>
    </message>
    <message>
        <source>Variables of the process, such as %1, are given to requests only by hookdeskd requests run.</source>
        <translation>Umgebungsvariablen wie %1 bekommen Anfragen nur von hookdeskd requests run.</translation>
    </message>
    <message>
        <source>The process has no variable &quot;%1&quot;.</source>
        <translation>Es gibt keine Umgebungsvariable „%1“.</translation>
    </message>
</context>
<context>
    <name>RequestTree</name>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <comment>checks</comment>
        <translation>
            <numerusform>%Ln Fehler</numerusform>
            <numerusform>%Ln Fehler</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestsPanel</name>
    <message>
        <source>New, import, folder</source>
        <translation>Neu, Import, Ordner</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Send all requests of the chosen folder or file (Ctrl+Shift+Return)</source>
        <translation>Alle Anfragen des gewählten Ordners oder der Datei senden (Strg+Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>%1 was deleted.</source>
        <translation>%1 wurde gelöscht.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Send the request (Ctrl+Return)</source>
        <translation>Anfrage senden (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Run requests on a production server?</source>
        <translation>Anfragen auf einem Produktionsserver ausführen?</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>Bericht speichern…</translation>
    </message>
    <message>
        <source>%1 was changed by another program since it was read.</source>
        <translation>%1 wurde von einem anderen Programm geändert, seit es gelesen wurde.</translation>
    </message>
    <message>
        <source>Use theirs</source>
        <translation>Fremde übernehmen</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Eigene behalten</translation>
    </message>
    <message>
        <source>File for the body</source>
        <translation>Datei für den Body</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 kann nicht geschrieben werden.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) were imported.</source>
        <translation>
            <numerusform>%Ln Anfrage wurde importiert.</numerusform>
            <numerusform>%Ln Anfragen wurden importiert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more note(s).</source>
        <translation>
            <numerusform>%Ln weiterer Hinweis.</numerusform>
            <numerusform>%Ln weitere Hinweise.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) are sent, and some of them can change data.</source>
        <translation>
            <numerusform>%Ln Anfrage wird gesendet und kann Daten ändern.</numerusform>
            <numerusform>%Ln Anfragen werden gesendet, und einige davon können Daten ändern.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln request(s) passed.</source>
        <translation>
            <numerusform>%Ln Anfrage wurde bestanden.</numerusform>
            <numerusform>Alle %Ln Anfragen wurden bestanden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln request(s) failed.</source>
        <translation>
            <numerusform>%1 von %Ln Anfrage schlug fehl.</numerusform>
            <numerusform>%1 von %Ln Anfragen schlugen fehl.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancelled: %1 of %Ln request(s) were sent, and %2 of them failed.</source>
        <translation>
            <numerusform>Abgebrochen: %1 von %Ln Anfrage wurde gesendet, davon sind %2 fehlgeschlagen.</numerusform>
            <numerusform>Abgebrochen: %1 von %Ln Anfragen wurden gesendet, davon sind %2 fehlgeschlagen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SavedViews</name>
    <message>
        <source>Saved views</source>
        <translation>Gespeicherte Ansichten</translation>
    </message>
    <message>
        <source>All documents</source>
        <translation>Alle Dokumente</translation>
    </message>
    <message>
        <source>No saved views</source>
        <translation>Keine gespeicherten Ansichten</translation>
    </message>
    <message>
        <source>Save view…</source>
        <translation>Ansicht speichern…</translation>
    </message>
    <message>
        <source>Delete view</source>
        <translation>Ansicht löschen</translation>
    </message>
    <message>
        <source>Type a name.</source>
        <translation>Geben Sie einen Namen ein.</translation>
    </message>
    <message>
        <source>Save the view</source>
        <translation>Ansicht speichern</translation>
    </message>
    <message>
        <source>Name of this query, order and columns</source>
        <translation>Name für Abfrage, Sortierung und Spalten</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Replace the view?</source>
        <translation>Ansicht ersetzen?</translation>
    </message>
    <message>
        <source>There is a view named %1 already.</source>
        <translation>Eine Ansicht namens %1 gibt es schon.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Delete the view?</source>
        <translation>Ansicht löschen?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>The view %1 will be deleted. Documents are not affected.</source>
        <translation>Die Ansicht %1 wird gelöscht. Dokumente sind nicht betroffen.</translation>
    </message>
</context>
<context>
    <name>ScriptBar</name>
    <message>
        <source>Enabled</source>
        <translation>Eingeschaltet</translation>
    </message>
    <message>
        <source>Disabled hooks are kept but do not run</source>
        <translation>Abgeschaltete Hooks bleiben erhalten, aber Anfragen gehen an ihnen vorbei</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Test run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>Run the draft on live data; nothing is saved (Ctrl+Return)</source>
        <translation>Den Entwurf an lebenden Daten ausprobieren; nichts bleibt (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save and activate (Ctrl+S)</source>
        <translation>Speichern und von jetzt an benutzen (Strg+S)</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Speichert…</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>Ungespeicherte Änderungen</translation>
    </message>
    <message>
        <source>Saved, version %1</source>
        <translation>Gespeichert, Version %1</translation>
    </message>
    <message>
        <source>No script yet</source>
        <translation>Noch kein Skript</translation>
    </message>
    <message>
        <source>Versions: compare and restore (Ctrl+Shift+H)</source>
        <translation>Versionen: vergleichen und wiederherstellen (Strg+Umschalt+H)</translation>
    </message>
</context>
<context>
    <name>ScriptCommands</name>
    <message>
        <source>Go to line</source>
        <translation>Gehe zu Zeile</translation>
    </message>
    <message>
        <source>Not formatted.</source>
        <translation>Nicht formatiert.</translation>
    </message>
    <message>
        <source>Line from 1 to %1</source>
        <translation>Eine Zeile von 1 bis %1</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Los</translation>
    </message>
    <message>
        <source>No such line.</source>
        <translation>Das ist keine Zeile des Skripts.</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>Hook, function, class or variable</source>
        <translation>Hook, Funktion, Klasse oder Variable</translation>
    </message>
</context>
<context>
    <name>ScriptHover</name>
    <message>
        <source>from lib/%1</source>
        <translation>aus lib/%1</translation>
    </message>
    <message>
        <source>function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>member</source>
        <translation>Bestandteil</translation>
    </message>
    <message>
        <source>module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <source>not declared in this script</source>
        <translation>nicht in diesem Skript deklariert</translation>
    </message>
    <message>
        <source>variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>Gives %1</source>
        <translation>Ergibt %1</translation>
    </message>
    <message>
        <source>field of the collection</source>
        <translation>Feld der Sammlung</translation>
    </message>
    <message>
        <source>field of the collection: %1</source>
        <translation>Feld der Sammlung: %1</translation>
    </message>
    <message>
        <source>In the last test run: %1</source>
        <translation>Im letzten Probelauf: %1</translation>
    </message>
</context>
<context>
    <name>ScriptName</name>
    <message>
        <source>A name has letters, digits, _ and $, and no digit first.</source>
        <translation>Ein Name besteht aus Buchstaben, Ziffern, _ und $ und beginnt nicht mit einer Ziffer.</translation>
    </message>
    <message>
        <source>%1 is a reserved word.</source>
        <translation>%1 ist ein reserviertes Wort.</translation>
    </message>
    <message>
        <source>%1 is the name of a hook.</source>
        <translation>%1 ist der Name eines Hooks.</translation>
    </message>
    <message>
        <source>Line %1 uses %2, which would be mixed up with it.</source>
        <translation>Zeile %1 benutzt %2; beides würde verwechselt.</translation>
    </message>
    <message>
        <source>%1 is declared in line %2.</source>
        <translation>%1 ist in Zeile %2 deklariert.</translation>
    </message>
</context>
<context>
    <name>ScriptNavigation</name>
    <message>
        <source>Names are known once the script has no error. Line %1: %2</source>
        <translation>Namen sind bekannt, sobald das Skript keinen Fehler hat. Zeile %1: %2</translation>
    </message>
    <message>
        <source>There is no name at the caret.</source>
        <translation>An der Schreibmarke steht kein Name.</translation>
    </message>
    <message>
        <source>%1 is not declared in this script. F1 tells what is offered to all.</source>
        <translation>%1 ist in diesem Skript nicht deklariert. F1 sagt, was allen zur Verfügung steht.</translation>
    </message>
    <message>
        <source>The definition of %1 is not known.</source>
        <translation>Die Definition von %1 ist nicht bekannt.</translation>
    </message>
    <message>
        <source>There is no module lib/%1.</source>
        <translation>Es gibt kein Modul lib/%1.</translation>
    </message>
    <message>
        <source>This module does not export %1.</source>
        <translation>Dieses Modul exportiert kein %1.</translation>
    </message>
    <message>
        <source>%1 is no variable of this script.</source>
        <translation>%1 ist keine Variable dieses Skripts.</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 is in %Ln place(s)</source>
        <translation>
            <numerusform>%1 steht an %Ln Stelle</numerusform>
            <numerusform>%1 steht an %Ln Stellen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is a hook: by its name the server finds it.</source>
        <translation>%1 ist ein Hook: An seinem Namen findet ihn der Server.</translation>
    </message>
    <message>
        <source>Not renamed: the script uses eval() or with, which may name %1 as well.</source>
        <translation>Nicht umbenannt: Das Skript benutzt eval() oder with, die %1 auch nennen können.</translation>
    </message>
    <message>
        <source>Variables, parameters, functions and classes can be renamed, and %1 is none.</source>
        <translation>Umbenennen lassen sich Variablen, Parameter, Funktionen und Klassen; %1 ist nichts davon.</translation>
    </message>
    <message>
        <source>%1 is not declared in this script.</source>
        <translation>%1 ist in diesem Skript nicht deklariert.</translation>
    </message>
    <message>
        <source>Rename %1</source>
        <translation>%1 umbenennen</translation>
    </message>
    <message numerus="yes">
        <source>New name, in %Ln place(s)</source>
        <translation>
            <numerusform>Neuer Name, an %Ln Stelle</numerusform>
            <numerusform>Neuer Name, an %Ln Stellen</numerusform>
        </translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
</context>
<context>
    <name>ScriptPanel</name>
    <message>
        <source>Script of %1</source>
        <translation>Skript von %1</translation>
    </message>
    <message>
        <source>Not run.</source>
        <translation>Nicht ausgeführt.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message numerus="yes">
        <source>%Ln test case(s) fail:</source>
        <translation>
            <numerusform>%Ln Testfall schlägt fehl:</numerusform>
            <numerusform>%Ln Testfälle schlagen fehl:</numerusform>
        </translation>
    </message>
    <message>
        <source>Not saved.</source>
        <translation>Nicht gespeichert.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Saved by somebody else</source>
        <translation>Von jemand anderem gespeichert</translation>
    </message>
    <message>
        <source>Use theirs</source>
        <translation>Fremde übernehmen</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Somebody else saved this script while you were editing it.</source>
        <translation>Jemand anderes hat dieses Skript gespeichert, während Sie es bearbeitet haben.</translation>
    </message>
    <message>
        <source>Your version</source>
        <translation>Ihre Fassung</translation>
    </message>
    <message>
        <source>Unsaved changes from %1 were restored.</source>
        <translation>Ungespeicherte Änderungen von %1 wurden wiederhergestellt.</translation>
    </message>
    <message>
        <source>Save anyway?</source>
        <translation>Trotzdem speichern?</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>No script yet.
Select a hook in the list on the left to insert it, or press %1 for a snippet.</source>
        <translation>Noch kein Skript.
Ein Klick auf einen Hook in der Liste links fügt ihn ein, %1 einen Baustein.</translation>
    </message>
    <message>
        <source>No script yet.
Press %1 for a snippet.</source>
        <translation>Noch kein Skript.
%1 fügt einen Baustein ein.</translation>
    </message>
</context>
<context>
    <name>ScriptProblems</name>
    <message>
        <source>Ln %1, Col %2</source>
        <translation>Z. %1, Sp. %2</translation>
    </message>
    <message>
        <source>%1 Line %2: %3</source>
        <translation>%1 Zeile %2: %3</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Suspended: %1</source>
        <translation>Ausgesetzt: %1</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln problem(s); press F8 for the next</source>
        <translation>
            <numerusform>%Ln Problem; F8 geht dorthin</numerusform>
            <numerusform>%Ln Probleme; F8 geht zum nächsten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScriptReplay</name>
    <message>
        <source>Nothing to replay</source>
        <translation>Nichts wiederzugeben</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Recordings (*.hookrun);;All files (*)</source>
        <translation>Aufzeichnungen (*.hookrun);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>SearchOptions</name>
    <message>
        <source>Whole words</source>
        <translation>Ganze Wörter</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Groß und klein unterscheiden</translation>
    </message>
    <message>
        <source>Regular expression ($1 is the first group)</source>
        <translation>Regulärer Ausdruck; $1 ist seine erste Gruppe</translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message>
        <source>Matches</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Find in all saved scripts</source>
        <translation>In allen gespeicherten Skripten suchen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Invalid regular expression</source>
        <translation>Kein Ausdruck</translation>
    </message>
    <message numerus="yes">
        <source>No matches in %Ln script(s)</source>
        <translation>
            <numerusform>In %Ln Skript wurde nichts gefunden</numerusform>
            <numerusform>In %Ln Skripten wurde nichts gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message numerus="yes">
        <source>Replace in %Ln script(s)</source>
        <translation>
            <numerusform>In %Ln Skript ersetzen</numerusform>
            <numerusform>In %Ln Skripten ersetzen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replace in %Ln script(s)?</source>
        <translation>
            <numerusform>In %Ln Skript ersetzen?</numerusform>
            <numerusform>In %Ln Skripten ersetzen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Each is saved as a new version and used from then on. You can take all of it back together.</source>
        <translation>Jedes wird als neue Version gespeichert und ab dann benutzt. Alles lässt sich zusammen zurücknehmen.</translation>
    </message>
    <message numerus="yes">
        <source>Restored in %Ln script(s).</source>
        <translation>
            <numerusform>In %Ln Skript zurückgenommen.</numerusform>
            <numerusform>In %Ln Skripten zurückgenommen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replaced in %Ln script(s).</source>
        <translation>
            <numerusform>In %Ln Skript ersetzt.</numerusform>
            <numerusform>In %Ln Skripten ersetzt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not saved: %1. %2</source>
        <translation>Nicht gespeichert: %1. %2</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Replace in all scripts (Ctrl+H)</source>
        <translation>In allen Skripten ersetzen (Strg+H)</translation>
    </message>
    <message>
        <source>Finds text in the saved scripts of all collections, modules and jobs.</source>
        <translation>Findet Text in den gespeicherten Skripten aller Sammlungen, Module und Jobs.</translation>
    </message>
    <message>
        <source>No matches</source>
        <translation>Keine Treffer</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>Codehooks</source>
        <translation>Codehooks</translation>
    </message>
    <message>
        <source>Time limit of a hook (ms)</source>
        <translation>Zeitgrenze eines Hooks (ms)</translation>
    </message>
    <message>
        <source>Time limit of a job (ms)</source>
        <translation>Zeitgrenze eines Jobs (ms)</translation>
    </message>
    <message>
        <source>Memory of a hook (MiB)</source>
        <translation>Speicher eines Hooks (MiB)</translation>
    </message>
    <message>
        <source>Time limit (ms)</source>
        <translation>Zeitgrenze (ms)</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>SMTP server</source>
        <translation>SMTP-Server</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Encryption: none, starttls or tls</source>
        <translation>Verschlüsselung: none, starttls oder tls</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>Absender</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Jobs</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Formular</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Settings as JSON</source>
        <translation>Einstellungen als JSON</translation>
    </message>
    <message>
        <source>Not saved. %1</source>
        <translation>Nicht gespeichert. %1</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>Ungespeicherte Änderungen</translation>
    </message>
    <message>
        <source>REST inspector</source>
        <translation>REST-Inspektor</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Use theirs</source>
        <translation>Fremde übernehmen</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <source>Unsaved changes from %1 were restored.</source>
        <translation>Ungespeicherte Änderungen von %1 wurden wiederhergestellt.</translation>
    </message>
    <message>
        <source>Somebody else saved these settings while you were editing them.</source>
        <translation>Jemand anderes hat diese Einstellungen gespeichert, während Sie sie bearbeitet haben.</translation>
    </message>
    <message>
        <source>Outgoing requests of hooks</source>
        <translation>Anfragen, die Hooks senden</translation>
    </message>
    <message>
        <source>Allowed private hosts (comma-separated)</source>
        <translation>Private Rechner, die sie erreichen dürfen (mit Komma)</translation>
    </message>
    <message>
        <source>Allowed origins (comma-separated)</source>
        <translation>Herkünfte von Webseiten (mit Komma)</translation>
    </message>
    <message>
        <source>Secret for user tokens</source>
        <translation>Geheimnis, das Tokens der Benutzer signiert</translation>
    </message>
    <message>
        <source>User collection</source>
        <translation>Sammlung der Benutzer</translation>
    </message>
    <message>
        <source>Maximum request size (bytes)</source>
        <translation>Größe einer Anfrage (Bytes)</translation>
    </message>
    <message>
        <source>Maximum connections</source>
        <translation>Verbindungen zugleich</translation>
    </message>
    <message>
        <source>Requests per second for a web key (0: no limit)</source>
        <translation>Anfragen je Sekunde eines Web-Schlüssels (0: beliebig)</translation>
    </message>
    <message>
        <source>Time zone, for example Europe/Oslo</source>
        <translation>Zeitzone, etwa Europe/Oslo</translation>
    </message>
    <message>
        <source>Runs to keep</source>
        <translation>Läufe, die aufgehoben werden</translation>
    </message>
    <message>
        <source>Days to keep</source>
        <translation>Tage, die sie aufgehoben werden</translation>
    </message>
    <message>
        <source>Requests to keep: all, errors or none</source>
        <translation>Anfragen, die er behält: all, errors oder none</translation>
    </message>
    <message>
        <source>Keep bodies: true or false</source>
        <translation>Mit ihrem Inhalt: true oder false</translation>
    </message>
    <message>
        <source>Number of requests to keep</source>
        <translation>Anfragen, die behalten werden</translation>
    </message>
    <message>
        <source>Database settings</source>
        <translation>Einstellungen dieser Datenbank</translation>
    </message>
    <message>
        <source>Slack webhook</source>
        <translation>Slack-Webhook</translation>
    </message>
    <message>
        <source>Certificate authority (PEM)</source>
        <translation>Zertifizierungsstelle (PEM)</translation>
    </message>
    <message>
        <source>Public key for user tokens (PEM)</source>
        <translation>Öffentlicher Schlüssel der Tokens von Benutzern (PEM)</translation>
    </message>
    <message>
        <source>Issuer of user tokens</source>
        <translation>Aussteller der Tokens von Benutzern</translation>
    </message>
    <message>
        <source>Audience of user tokens</source>
        <translation>Zielgruppe der Tokens von Benutzern</translation>
    </message>
    <message>
        <source>Trusted proxies (comma-separated)</source>
        <translation>Vertrauenswürdige Proxys (mit Komma)</translation>
    </message>
    <message>
        <source>Time limit of a query (ms)</source>
        <translation>Zeitgrenze einer Abfrage (ms)</translation>
    </message>
    <message>
        <source>Memory for large bodies (bytes)</source>
        <translation>Speicher für große Inhalte (Bytes)</translation>
    </message>
    <message>
        <source>Documents of one POST</source>
        <translation>Dokumente in einem POST</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Find a shortcut</source>
        <translation>Eine Taste suchen, oder was sie tut</translation>
    </message>
</context>
<context>
    <name>SnippetInserter</name>
    <message>
        <source>Snippet to insert at the caret</source>
        <translation>Baustein, der an der Schreibmarke eingefügt wird</translation>
    </message>
</context>
<context>
    <name>Snippets</name>
    <message>
        <source>Validate a field</source>
        <translation>Ein Feld prüfen</translation>
    </message>
    <message>
        <source>Compute a field</source>
        <translation>Ein Feld berechnen</translation>
    </message>
    <message>
        <source>Set a default value</source>
        <translation>Einen Vorgabewert setzen</translation>
    </message>
    <message>
        <source>Refuse a request</source>
        <translation>Eine Anfrage ablehnen</translation>
    </message>
    <message>
        <source>Limit a query</source>
        <translation>Eine Abfrage einschränken</translation>
    </message>
    <message>
        <source>Read documents of another collection</source>
        <translation>Dokumente einer anderen Sammlung lesen</translation>
    </message>
    <message>
        <source>Store a document in another collection</source>
        <translation>Ein Dokument in einer anderen Sammlung speichern</translation>
    </message>
    <message>
        <source>Call another API</source>
        <translation>Eine andere API aufrufen</translation>
    </message>
    <message>
        <source>Send data to another API</source>
        <translation>Daten an eine andere API senden</translation>
    </message>
    <message>
        <source>Send a message to Slack</source>
        <translation>Eine Nachricht an Slack senden</translation>
    </message>
    <message>
        <source>Send mail</source>
        <translation>Eine Mail senden</translation>
    </message>
    <message>
        <source>Sign a token (JWT)</source>
        <translation>Ein Token signieren (JWT)</translation>
    </message>
    <message>
        <source>Check a token (JWT)</source>
        <translation>Ein Token prüfen (JWT)</translation>
    </message>
    <message>
        <source>Verify a signature (HMAC)</source>
        <translation>Eine Signatur prüfen (HMAC)</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Create a collection</source>
        <translation>Eine Sammlung anlegen</translation>
    </message>
    <message>
        <source>It holds JSON documents of any shape, and has a REST API at once.</source>
        <translation>Sie enthält JSON-Dokumente beliebiger Form und hat sofort eine REST-API.</translation>
    </message>
    <message>
        <source>New collection</source>
        <translation>Neue Sammlung</translation>
    </message>
    <message>
        <source>Send a request</source>
        <translation>Eine Anfrage senden</translation>
    </message>
    <message>
        <source>API keys</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Shape the API with a codehook</source>
        <translation>Die API mit einem Codehook formen</translation>
    </message>
    <message>
        <source>Open the editor</source>
        <translation>Editor öffnen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>%1 %2 was answered with %3. The REST inspector lists all requests.</source>
        <translation>%1 %2 wurde mit %3 beantwortet. Der REST-Inspektor zeigt alle Anfragen.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>The server is stopped. Start it in the menu Server.</source>
        <translation>Der Server ist angehalten. Starten Sie ihn im Menü Server.</translation>
    </message>
    <message>
        <source>Run the command in a terminal: it has your key.</source>
        <translation>Führen Sie den Befehl in einem Terminal aus: er enthält Ihren Schlüssel.</translation>
    </message>
    <message>
        <source>A JavaScript function that handles each request, before and after the database. Select a hook in the list to the left of the editor.</source>
        <translation>Eine JavaScript-Funktion, die jede Anfrage behandelt, vor und nach der Datenbank. Wählen Sie einen Hook in der Liste links neben dem Editor.</translation>
    </message>
    <message>
        <source>Create a collection first.</source>
        <translation>Legen Sie zuerst eine Sammlung an.</translation>
    </message>
    <message>
        <source>Run the command in a terminal, and replace $KEY with an API key.</source>
        <translation>Führen Sie den Befehl in einem Terminal aus und ersetzen Sie $KEY durch einen API-Schlüssel.</translation>
    </message>
</context>
<context>
    <name>StopDialog</name>
    <message>
        <source>Stop in line %1</source>
        <translation>Haltepunkt in Zeile %1</translation>
    </message>
    <message>
        <source>Only when</source>
        <translation>Nur wenn</translation>
    </message>
    <message>
        <source>Log instead of stopping</source>
        <translation>Protokollieren statt halten</translation>
    </message>
    <message>
        <source>Set stop</source>
        <translation>Haltepunkt setzen</translation>
    </message>
    <message>
        <source>Remove stop</source>
        <translation>Haltepunkt entfernen</translation>
    </message>
    <message>
        <source>Stop when %1 changes</source>
        <translation>Anhalten, wenn sich %1 ändert</translation>
    </message>
</context>
<context>
    <name>Tabs</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close others</source>
        <translation>Andere schließen</translation>
    </message>
    <message>
        <source>Reopen closed tab</source>
        <translation>Geschlossenen Tab wieder öffnen</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>All open tabs</source>
        <translation>Alle offenen Registerkarten</translation>
    </message>
</context>
<context>
    <name>TestCase</name>
    <message>
        <source>status is %1 instead of %2</source>
        <translation>Status ist %1 statt %2</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 fehlt</translation>
    </message>
    <message>
        <source>%1 is new</source>
        <translation>%1 ist neu</translation>
    </message>
    <message>
        <source>%1 has %2 elements instead of %3</source>
        <translation>%1 hat %2 Elemente statt %3</translation>
    </message>
    <message>
        <source>%1 is %2 instead of %3</source>
        <translation>%1 ist %2 statt %3</translation>
    </message>
</context>
<context>
    <name>TestCasesPage</name>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Run all</source>
        <translation>Alle ausführen</translation>
    </message>
    <message>
        <source>Test cases</source>
        <translation>Testfälle</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>not run yet</source>
        <translation>noch nicht ausgeführt</translation>
    </message>
    <message>
        <source>Run all before saving the script</source>
        <translation>Alle ausführen, bevor das Skript gespeichert wird</translation>
    </message>
    <message>
        <source>Name, for example: rejects an empty order</source>
        <translation>Ein Name, etwa: lehnt eine leere Bestellung ab</translation>
    </message>
    <message>
        <source>Save as test case</source>
        <translation>Als Testfall behalten</translation>
    </message>
    <message>
        <source>The request and its response are saved with the collection. Name of the test case:</source>
        <translation>Die Anfrage und ihre Antwort bleiben bei der Sammlung. Worum es in dem Fall geht:</translation>
    </message>
    <message>
        <source>Not saved. %1</source>
        <translation>Nicht behalten. %1</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>besteht</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>schlägt fehl</translation>
    </message>
    <message>
        <source>No test cases yet. Run a request, then save it with its response to see later what a change to the script breaks.</source>
        <translation>Noch keine Testfälle. Führen Sie eine Anfrage aus und speichern Sie sie mit ihrer Antwort, um später zu sehen, was eine Änderung des Skripts beschädigt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln test case(s), not run yet</source>
        <translation>
            <numerusform>%Ln Fall, noch nicht ausgeführt</numerusform>
            <numerusform>%Ln Fälle, noch nicht ausgeführt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln test case(s) passed</source>
        <translation>
            <numerusform>%1 von %Ln Fall besteht</numerusform>
            <numerusform>%1 von %Ln Fällen bestehen</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody else saved test cases of this collection meanwhile.</source>
        <translation>Jemand anderes hat inzwischen Testfälle dieser Sammlung gespeichert.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Saved by somebody else</source>
        <translation>Von jemand anderem gespeichert</translation>
    </message>
    <message>
        <source>Your version</source>
        <translation>Ihre Fassung</translation>
    </message>
    <message>
        <source>Use theirs</source>
        <translation>Fremde übernehmen</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meine behalten</translation>
    </message>
</context>
<context>
    <name>TestRunPanel</name>
    <message>
        <source>Test run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>Calls: not sent</source>
        <translation>Aufrufe: nicht gesendet</translation>
    </message>
    <message>
        <source>Calls: sent</source>
        <translation>Aufrufe: gesendet</translation>
    </message>
    <message>
        <source>Calls: refused</source>
        <translation>Aufrufe: abgelehnt</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Run the draft; nothing is saved (Ctrl+Return)</source>
        <translation>Den Entwurf ausführen; nichts wird gespeichert (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Not run yet</source>
        <translation>Noch nicht ausgeführt</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>What the hooks changed</source>
        <translation>Was die Hooks geändert haben</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Running…</source>
        <translation>Läuft…</translation>
    </message>
    <message>
        <source>Not run</source>
        <translation>Nicht ausgeführt</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>body</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>query</source>
        <translation>Abfrage</translation>
    </message>
    <message>
        <source>The hooks changed nothing.</source>
        <translation>Die Hooks haben nichts geändert.</translation>
    </message>
    <message>
        <source>Go to line %1</source>
        <translation>Gehe zu Zeile %1</translation>
    </message>
    <message>
        <source>Log %1</source>
        <translation>Log %1</translation>
    </message>
    <message>
        <source>Calls %1</source>
        <translation>Aufrufe %1</translation>
    </message>
    <message>
        <source>Outgoing calls</source>
        <translation>Aufrufe, die den Rechner verlassen</translation>
    </message>
    <message>
        <source>How request, slack and sendMail are handled</source>
        <translation>Was aus request, slack und sendMail wird</translation>
    </message>
    <message>
        <source>Save as test case…</source>
        <translation>Als Fall behalten…</translation>
    </message>
    <message>
        <source>Save this request with its response to see later what a change breaks</source>
        <translation>Diese Anfrage mit ihrer Antwort behalten, um später zu sehen, was eine Änderung zerbricht</translation>
    </message>
    <message>
        <source>%1 in total</source>
        <translation>%1 insgesamt</translation>
    </message>
    <message>
        <source>Run and record each step, to replay it</source>
        <translation>Ausführen und jeden Schritt aufzeichnen, um ihn wiederzugeben</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufzeichnen</translation>
    </message>
    <message>
        <source>Record the next request</source>
        <translation>Nächste Anfrage aufzeichnen</translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation>Aufzeichnung öffnen…</translation>
    </message>
    <message>
        <source>Waiting for a request, up to a minute…</source>
        <translation>Wartet bis zu einer Minute auf eine Anfrage…</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Aufgezeichnet</translation>
    </message>
    <message>
        <source>No request came</source>
        <translation>Keine Anfrage kam</translation>
    </message>
    <message>
        <source>Not recorded</source>
        <translation>Nicht aufgezeichnet</translation>
    </message>
</context>
<context>
    <name>TimingBars</name>
    <message>
        <source>Auth</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Parse</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Before hook</source>
        <translation>Before-Hook</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>After hook</source>
        <translation>After-Hook</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Timing of the request</source>
        <translation>Zeiten der Anfrage</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>%1: from %2 on, for %3</source>
        <translation>%1: ab %2, für %3</translation>
    </message>
</context>
<context>
    <name>TrafficBars</name>
    <message>
        <source>an hour ago</source>
        <translation>vor einer Stunde</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>Requests per minute</source>
        <translation>Anfragen jeder Minute</translation>
    </message>
</context>
<context>
    <name>TrafficChart</name>
    <message>
        <source>All requests</source>
        <translation>Alle Anfragen</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln request(s)</source>
        <translation>
            <numerusform>%1: %Ln Anfrage</numerusform>
            <numerusform>%1: %Ln Anfragen</numerusform>
        </translation>
    </message>
    <message>
        <source>, %1 answered 4xx</source>
        <translation>, %1 mit 4xx beantwortet</translation>
    </message>
    <message>
        <source>, %1 answered 5xx</source>
        <translation>, %1 mit 5xx beantwortet</translation>
    </message>
    <message>
        <source>, 95 % within %1</source>
        <translation>, 95 % binnen %1</translation>
    </message>
    <message>
        <source>, 95 % within %1 in its slowest minute</source>
        <translation>, 95 % binnen %1 in der langsamsten Minute</translation>
    </message>
    <message>
        <source>Collection shown in the chart</source>
        <translation>Sammlung des Diagramms</translation>
    </message>
</context>
<context>
    <name>TrafficMenu</name>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Meldung kopieren</translation>
    </message>
    <message>
        <source>Copy as fetch</source>
        <translation>Als fetch kopieren</translation>
    </message>
    <message>
        <source>Copy as HAR</source>
        <translation>Als HAR kopieren</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Show only</source>
        <translation>Nur zeigen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>The request could not be copied</source>
        <translation>Die Anfrage konnte nicht kopiert werden</translation>
    </message>
</context>
<context>
    <name>TrafficModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Path and message</source>
        <translation>Pfad und Meldung</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Hook</source>
        <translation>Hook</translation>
    </message>
    <message>
        <source>no longer stored</source>
        <translation>nicht mehr aufbewahrt</translation>
    </message>
</context>
<context>
    <name>TrafficTable</name>
    <message>
        <source>Requests and log lines</source>
        <translation>Anfragen und Logzeilen</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show the window</source>
        <translation>Fenster zeigen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Serving on %1</source>
        <translation>Läuft auf %1</translation>
    </message>
    <message>
        <source>The server is stopped</source>
        <translation>Der Server ist angehalten</translation>
    </message>
    <message>
        <source>No database</source>
        <translation>Keine Datenbank</translation>
    </message>
    <message>
        <source>Stop the server</source>
        <translation>Server anhalten</translation>
    </message>
    <message>
        <source>Start the server</source>
        <translation>Server starten</translation>
    </message>
</context>
<context>
    <name>UserDialog</name>
    <message>
        <source>May sign in</source>
        <translation>Darf sich anmelden</translation>
    </message>
    <message>
        <source>Save user</source>
        <translation>Benutzer speichern</translation>
    </message>
    <message>
        <source>New user</source>
        <translation>Neuer Benutzer</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>&amp;E-mail</source>
        <translation>&amp;E-Mail</translation>
    </message>
    <message>
        <source>&amp;Roles</source>
        <translation>&amp;Rollen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Roles, comma-separated</source>
        <translation>Rollen, mit Komma</translation>
    </message>
    <message>
        <source>No collection grants permissions to: %1</source>
        <translation>Keine Sammlung gibt Rechte an: %1</translation>
    </message>
    <message>
        <source>No collection grants permissions to roles yet; see its Access tab.</source>
        <translation>Noch gibt keine Sammlung Rechte an Rollen: siehe dort Zugriff.</translation>
    </message>
    <message>
        <source>Existing roles: %1</source>
        <translation>Es gibt: %1</translation>
    </message>
</context>
<context>
    <name>UsersPanel</name>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>New user…</source>
        <translation>Neuer Benutzer…</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>May sign in</source>
        <translation>Darf sich anmelden</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>Sammlung</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>every user</source>
        <translation>jeder Benutzer</translation>
    </message>
    <message>
        <source>Delete the user?</source>
        <translation>Benutzer löschen?</translation>
    </message>
    <message>
        <source>%1 cannot sign in any more; the documents they created stay. To keep a user out for a while, take “May sign in” away instead.</source>
        <translation>%1 kann sich nicht mehr anmelden; was diese Person angelegt hat, bleibt. Um jemanden eine Zeit lang auszuschließen, nehmen Sie stattdessen „Darf sich anmelden“ weg.</translation>
    </message>
    <message>
        <source>Create the collection</source>
        <translation>Sammlung anlegen</translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation>Einstellungen öffnen</translation>
    </message>
    <message>
        <source>Role permissions</source>
        <translation>Was Rollen dürfen</translation>
    </message>
    <message>
        <source>Press Enter to open the collection&apos;s access settings</source>
        <translation>Eingabe öffnet den Zugriff der Sammlung, wo Rechte gegeben werden</translation>
    </message>
    <message>
        <source>A token with a user&apos;s address signs them in. Users are documents of %1.</source>
        <translation>Ein Token mit der Adresse eines Benutzers meldet ihn an. Sie sind die Dokumente von %1.</translation>
    </message>
    <message>
        <source>Tokens are not accepted yet: set a secret for user tokens in the settings.</source>
        <translation>Tokens werden noch nicht angenommen: Die Einstellungen brauchen ein Geheimnis, das sie signiert.</translation>
    </message>
    <message>
        <source>The user collection %1 does not exist yet.</source>
        <translation>Es gibt noch keine Sammlung %1, in der Benutzer stehen.</translation>
    </message>
    <message>
        <source>No users yet.</source>
        <translation>Noch keine Benutzer.</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Methoden</translation>
    </message>
    <message>
        <source>No role has permissions yet. Grant them in the Access tab of a collection.</source>
        <translation>Noch keine Rolle hat Rechte. Sie werden im Reiter Zugriff einer Sammlung vergeben.</translation>
    </message>
</context>
<context>
    <name>ViewSwitch</name>
    <message>
        <source>View as: owner, key or user</source>
        <translation>Ansicht als Eigentümer, Schlüssel oder Benutzer</translation>
    </message>
    <message>
        <source>Owner: all documents, no codehooks</source>
        <translation>Eigentümer: alle Dokumente, ohne Codehooks</translation>
    </message>
    <message>
        <source>API with full access</source>
        <translation>API mit Vollzugriff</translation>
    </message>
    <message>
        <source>a full-access key</source>
        <translation>einem Schlüssel mit Vollzugriff</translation>
    </message>
    <message>
        <source>API as a user…</source>
        <translation>API als Benutzer…</translation>
    </message>
    <message>
        <source>API as the key %1</source>
        <translation>API als Schlüssel %1</translation>
    </message>
    <message>
        <source>the key %1</source>
        <translation>dem Schlüssel %1</translation>
    </message>
    <message>
        <source>View as a user</source>
        <translation>Ansicht als Benutzer</translation>
    </message>
    <message>
        <source>Email address of the user:</source>
        <translation>E-Mail-Adresse des Benutzers:</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>An email address, such as jane@example.org.</source>
        <translation>Eine E-Mail-Adresse wie jane@example.org.</translation>
    </message>
    <message>
        <source>the user %1</source>
        <translation>dem Benutzer %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln document(s) as the API gives them to %1, read only.</source>
        <translation>
            <numerusform>%Ln Dokument, wie die API es %1 gibt; schreibgeschützt.</numerusform>
            <numerusform>%Ln Dokumente, wie die API sie %1 gibt; schreibgeschützt.</numerusform>
        </translation>
    </message>
    <message>
        <source>None are hidden.</source>
        <translation>Nichts ist verborgen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more are hidden by codehooks or access rules.</source>
        <translation>
            <numerusform>%Ln weiteres ist durch Codehooks oder Zugriffsregeln verborgen.</numerusform>
            <numerusform>%Ln weitere sind durch Codehooks oder Zugriffsregeln verborgen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The API answers %1 with: %2</source>
        <translation>Die API antwortet %1: %2</translation>
    </message>
    <message>
        <source>Back to the owner&apos;s view</source>
        <translation>Zurück zur Eigentümeransicht</translation>
    </message>
</context>
<context>
    <name>WebhookPage</name>
    <message>
        <source>Documents are created</source>
        <translation>Dokumente angelegt werden</translation>
    </message>
    <message>
        <source>Documents are changed</source>
        <translation>Dokumente geändert werden</translation>
    </message>
    <message>
        <source>Documents are deleted</source>
        <translation>Dokumente gelöscht werden</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Save webhook</source>
        <translation>Webhook speichern</translation>
    </message>
    <message>
        <source>After a write the server POSTs its documents to this URL, in the background. The outcome stands in the REST inspector under the request. A webhook that fails five times in turn is switched off. Addresses of this machine and of private networks need to be allowed (Server &gt; Settings, request.allow).</source>
        <translation>Nach einem Schreibvorgang sendet der Server seine Dokumente mit POST an diese URL, im Hintergrund. Der Ausgang steht im REST-Inspektor unter der Anfrage. Ein Webhook, der fünfmal in Folge fehlschlägt, wird abgeschaltet. Adressen dieses Rechners und privater Netze müssen erlaubt sein (Server &gt; Einstellungen, request.allow).</translation>
    </message>
    <message>
        <source>&amp;URL</source>
        <translation>&amp;URL</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wenn</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>A JSON database with a REST API on this computer, shaped by your codehooks.</source>
        <translation>Eine JSON-Datenbank mit REST-API auf diesem Rechner, geformt von Ihren Codehooks.</translation>
    </message>
    <message>
        <source>Sample database</source>
        <translation>Beispieldatenbank</translation>
    </message>
    <message>
        <source>Customers, orders and tickets with working hooks.</source>
        <translation>Kunden, Bestellungen und Tickets mit Hooks, die arbeiten.</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>Beispiel öffnen</translation>
    </message>
    <message>
        <source>Empty database</source>
        <translation>Leere Datenbank</translation>
    </message>
    <message>
        <source>Your database</source>
        <translation>Ihre Datenbank</translation>
    </message>
    <message>
        <source>Create database</source>
        <translation>Datenbank anlegen</translation>
    </message>
    <message>
        <source>Open an existing .hookdesk file.</source>
        <translation>Eine .hookdesk-Datei öffnen, die es schon gibt.</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>Datei öffnen</translation>
    </message>
    <message>
        <source>The first steps lead to a collection, a request and a hook.</source>
        <translation>Die ersten Schritte führen zu einer Sammlung, einer Anfrage und einem Hook.</translation>
    </message>
</context>
<context>
    <name>WindowMenus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Collection</source>
        <translation>Sa&amp;mmlung</translation>
    </message>
    <message>
        <source>Sc&amp;ript</source>
        <translation>S&amp;kript</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>&amp;Server</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Collection, script or command</source>
        <translation>Eine Sammlung, ein Skript oder ein Befehl</translation>
    </message>
    <message>
        <source>In the list of jobs</source>
        <translation>In der Liste der Jobs</translation>
    </message>
    <message>
        <source>In the REST inspector</source>
        <translation>Im REST-Inspektor</translation>
    </message>
    <message>
        <source>In requests</source>
        <translation>In Anfragen</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>This run is no longer in the inspector; see System_log.</source>
        <translation>Der Inspektor hat diesen Lauf nicht mehr; System_log hat ihn.</translation>
    </message>
    <message>
        <source>This job no longer exists.</source>
        <translation>Diesen Job gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There are unsaved changes</source>
        <translation>Es gibt ungespeicherte Änderungen</translation>
    </message>
    <message>
        <source>Save or discard the changes to %1 before you rename it.</source>
        <translation>Speichern oder verwerfen Sie die Änderungen an %1, dann benennen Sie die Sammlung um.</translation>
    </message>
    <message>
        <source>documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>codehook and settings</source>
        <translation>Codehook und Einstellungen</translation>
    </message>
    <message>
        <source>module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <source>%1: REST inspector</source>
        <translation>%1: REST-Inspektor</translation>
    </message>
</context>
</TS>
