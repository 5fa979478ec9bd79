import HTTPTypes
import KinoraCatalogue
import KinoraGate
import KinoraKernel
import KinoraMedia

/// Segments of packages, answered at once: a grant that was proved on the connection before, a file that is at hand. Everything else about a
/// request, and everything that is not plainly allowed, is for the router (`Delivery`, `PathDelivery`), which answers the same.
package struct QuickSegments: QuickAnswers {
    private let files: FilesAtHand
    private let grants: GrantSeal
    private let witness: (any ServingWitness)?

    init(files: FilesAtHand, grants: GrantSeal, witness: (any ServingWitness)?) {
        self.files = files
        self.grants = grants
        self.witness = witness
    }

    package func desk() -> any QuickDesk { Desk(self) }

    /// What one connection has shown, and what it asked for: a player asks for one file of pictures and one of sound in turn, with the same cookies.
    private final class Desk: QuickDesk {
        private let segments: QuickSegments
        private var shown = SeenBytes()
        /// The grants in the cookies that were shown last, and which showing that was.
        private var (proved, showing) = ([Grant](), 0)
        private var (asked, before): (Place?, Place?)

        init(_ segments: QuickSegments) {
            self.segments = segments
        }

        func answer(to request: QuickRequest, at now: Moment) -> QuickAnswer? {
            guard let place = place(request.path, now), now < place.entry.notAfter, isOpen(place, request, now) else { return nil }
            let size = place.entry.size
            let answered: (Range<Int64>, Bool)
            switch ByteRange(plain: request.range, size: size) {
            case .whole: answered = (0..<size, false)
            case .part(let part): answered = (part, true)
            case .unsatisfiable: return nil
            }
            guard !answered.0.isEmpty else { return nil }
            segments.witness?.served(place.entry.package)
            return QuickAnswer(
                fields: place.entry.fields, file: place.entry.file, range: answered.0, part: answered.1 ? (answered.0, size) : nil,
                isSecretAddress: place.grantEnds != nil)
        }

        private func place(_ path: UnsafeRawBufferPointer, _ now: Moment) -> Place? {
            if let asked, asked.path.isSame(path) { return renewed(asked, path, now) }
            if let before, before.path.isSame(path) {
                (asked, self.before) = (before, asked)
                return renewed(before, path, now)
            }
            guard let place = Place(path, segments) else { return nil }
            (asked, before) = (place, asked)
            return place
        }

        private func renewed(_ place: Place, _ path: UnsafeRawBufferPointer, _ now: Moment) -> Place? {
            guard now >= place.entry.notAfter else { return place }
            // The next question finds it if the router has asked the disk again.
            (asked, before) = (nil, nil)
            return Place(path, segments)
        }

        private func isOpen(_ place: Place, _ request: QuickRequest, _ now: Moment) -> Bool {
            if let end = place.grantEnds { return now < end }
            guard let cookies = request.cookies else { return false }
            if !shown.isSame(cookies) {
                shown.note(cookies)
                let field = String(decoding: cookies, as: UTF8.self)
                proved = GrantCookie.grants(in: [.cookie: field]).compactMap { segments.grants.grant($0) }
                showing += 1
            }
            if place.judged != showing {
                place.judged = showing
                place.openUntil = proved.filter { $0.subject == .package(place.entry.package) }.map(\.notAfter).max()
            }
            return place.openUntil.map { now < $0 } ?? false
        }
    }

    /// An address that was understood, for one connection.
    private final class Place {
        private(set) var path = SeenBytes()
        let entry: FilesAtHand.Entry
        /// Where the grant is part of the address.
        private(set) var grantEnds: Moment?
        /// Until when the cookies of a showing open it; nil where they do not.
        var openUntil: Moment?
        var judged = 0

        /// Nil where the address is none of a file at hand, or its grant does not open it.
        init?(_ bytes: UnsafeRawBufferPointer, _ segments: QuickSegments) {
            let parts = String(decoding: bytes, as: UTF8.self).split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0].isEmpty else { return nil }
            switch "/" + parts[1] {
            case SharedAddresses.media:
                guard let entry = segments.files.entry(String(parts[2])) else { return nil }
                self.entry = entry
            case SharedAddresses.granted:
                let rest = parts[2].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
                guard rest.count == 2, let grant = segments.grants.grant(rest[0]), let entry = segments.files.entry(String(rest[1])),
                    grant.subject == .package(entry.package)
                else { return nil }
                self.entry = entry
                grantEnds = grant.notAfter
            default: return nil
            }
            path.note(bytes)
        }
    }
}
