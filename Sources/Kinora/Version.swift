/// Kinora's own version, as told by `kinora --version` and `/health`.
enum Version {
    static let current = "0.1.0"
}
