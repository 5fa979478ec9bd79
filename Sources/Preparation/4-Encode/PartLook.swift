/// What was found out about one file of a film in several.
package struct PartLook: Sendable {
    package var probe: Probe
    package var survey: PacketSurvey

    package init(_ probe: Probe, _ survey: PacketSurvey) {
        self.probe = probe
        self.survey = survey
    }
}
