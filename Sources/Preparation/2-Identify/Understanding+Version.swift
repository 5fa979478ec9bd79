import KinoraKernel

extension Understanding {
    /// What tells the file from other versions of its title, for people to choose by: `Director's Cut · 2160p`.
    func versionName(_ part: PartPlace?) -> String? {
        var names: [String] = []
        for name in [edition, version, stereo.map { _ in "3D" }, part?.label].compactMap({ $0 }) {
            let folded = Folded.text(name)
            guard !folded.isEmpty, !names.contains(where: { Folded.text($0).contains(folded) }) else { continue }
            names.removeAll { folded.contains(Folded.text($0)) }
            names.append(name)
        }
        return names.isEmpty ? nil : names.joined(separator: " · ").onOneLine(atMost: 80)
    }

    /// One line for a report, with everything that tells it from other versions: `Harbour Lights (2021) [2160p]`.
    func summary(_ part: PartPlace?) -> String {
        var plain = self
        plain.edition = nil
        return plain.summary + ((kind == .extra ? nil : versionName(part)).map { " [\($0)]" } ?? "")
    }
}
