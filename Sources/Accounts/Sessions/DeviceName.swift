/// Calls a device by its browser and its system, as far as the browser tells.
enum DeviceName {
    private static let longest = 500
    private static let browsers = [
        ("edg", "Edge"), ("opr/", "Opera"), ("samsungbrowser", "Samsung Internet"), ("firefox", "Firefox"), ("fxios", "Firefox"),
        ("chrom", "Chrome"), ("crios", "Chrome"), ("safari", "Safari"), ("vlc", "VLC"), ("curl", "curl"),
    ]
    private static let systems = [
        ("appletv", "Apple TV"), ("tizen", "a Samsung television"), ("web0s", "an LG television"), ("webos", "an LG television"),
        ("aftb", "Fire TV"), ("crkey", "Chromecast"), ("android tv", "Android TV"), ("googletv", "Google TV"), ("iphone", "iPhone"),
        ("ipad", "iPad"), ("android", "Android"), ("windows", "Windows"), ("mac os", "Mac"), ("cros", "ChromeOS"), ("linux", "Linux"),
    ]

    static func of(_ agent: String?) -> String {
        let text = (agent ?? "").prefix(longest).lowercased()
        let browser = browsers.first { text.contains($0.0) }?.1
        let system = systems.first { text.contains($0.0) }?.1
        switch (browser, system) {
        case (let browser?, let system?): return "\(browser) on \(system)"
        case (let name?, nil), (nil, let name?): return name
        case (nil, nil): return "Unknown device"
        }
    }
}
