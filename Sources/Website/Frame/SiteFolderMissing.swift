import KinoraKernel

/// The website's own files are not where they should be.
struct SiteFolderMissing: Complaint {
    let path: String

    var sentence: String {
        "The website's files are missing in \(path). Install Kinora again, or correct the folder for templates and assets."
    }
}
