import KinoraKernel

extension ETag {
    /// A new version tag: 96 random bits.
    package static func make() -> ETag {
        var generator = SystemRandomNumberGenerator()
        let (high, low) = (generator.next(), generator.next())
        let digits = Array("0123456789abcdef".utf8)
        return ETag(
            rawValue: String(unsafeUninitializedCapacity: 24) { buffer in
                for index in 0..<24 {
                    let bits = index < 16 ? high >> UInt64(index * 4) : low >> UInt64((index - 16) * 4)
                    buffer[index] = digits[Int(bits & 15)]
                }
                return 24
            })
    }
}

extension Document {
    /// A document as it is made: both moments are the same, or not before what stands.
    package static func made(id: String, body: Value, at now: Moment, replacing former: Document? = nil) -> Document {
        Document(
            id: id, etag: .make(), createdAt: former?.createdAt ?? now, updatedAt: max(now, former?.updatedAt ?? now), body: body)
    }
}
