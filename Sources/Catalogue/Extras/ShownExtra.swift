import KinoraDocuments

/// An extra together with its title, both there for an audience.
///
/// A trailer is played by whoever may see the title's page: it costs nothing, and it runs before the title can be played and after. Every
/// other extra is played with the same right as its title.
package struct ShownExtra: Sendable {
    package let extra: Stored<Extra>
    package let title: SearchFindings.Title

    package var isTrailer: Bool { extra.value.kind == .trailer }
}
