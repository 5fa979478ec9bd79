/// The part of the addresses where people send whole files.
enum Uploads {
    /// - Parameter path: as it came, undecoded.
    static func contain(_ path: String) -> Bool { path.hasPrefix(SharedAddresses.pictures + "/") }
}
