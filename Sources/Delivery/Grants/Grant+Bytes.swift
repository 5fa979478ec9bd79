import KinoraCatalogue
import KinoraKernel
import KinoraMedia

/// How a grant is written: a byte for the form, one for the kind of what it opens, the moment as eight bytes with the highest first, and five
/// texts in UTF-8, each behind a byte with its length.
extension Grant {
    private static let form: UInt8 = 1
    /// Bytes of one text.
    private static let longest = 120

    /// Nil where a text is longer than any of ours.
    var bytes: [UInt8]? {
        let kind: UInt8
        switch subject {
        case .package: kind = isAddress ? 2 : 0
        case .early:
            guard !isAddress else { return nil }
            kind = 1
        }
        var bytes = [Self.form, kind]
        let moment = UInt64(bitPattern: notAfter.milliseconds)
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: moment >> UInt64(shift))) }
        for text in [subject.name, member, profile, session, stream] {
            guard text.utf8.count <= Self.longest else { return nil }
            bytes.append(UInt8(text.utf8.count))
            bytes += text.utf8
        }
        return bytes
    }

    /// Nil for everything but what `bytes` makes.
    init?(bytes: some Collection<UInt8>) {
        var rest = Array(bytes)[...]
        guard rest.popFirst() == Self.form, let kind = rest.popFirst(), kind <= 2, rest.count >= 8 else { return nil }
        let moment = rest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        rest = rest.dropFirst(8)
        var texts: [String] = []
        for _ in 0..<5 {
            guard let length = rest.popFirst(), length <= Self.longest, rest.count >= length else { return nil }
            texts.append(String(decoding: rest.prefix(Int(length)), as: UTF8.self))
            rest = rest.dropFirst(Int(length))
        }
        guard rest.isEmpty else { return nil }
        let subject: StreamSubject = kind == 1 ? .early(job: texts[0]) : .package(PackageID(texts[0]))
        self.init(
            subject, member: texts[1], profile: texts[2], session: texts[3], stream: texts[4],
            notAfter: Moment(milliseconds: Int64(bitPattern: moment)), isAddress: kind == 2)
    }
}
